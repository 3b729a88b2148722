import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';

const keys = [
  ['J', 'next'],
  ['K', 'previous'],
  ['A', 'confirm'],
  ['R', 'return'],
] as const;

/** Which keys work at the desk, and the switch to turn them off. */
export const KeyHelp = ({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) => {
  const { t } = useTranslation('reviews');
  return (
    <div className="key-help">
      <span aria-hidden="true">{t('keys.title')}</span>
      <ul aria-label={t('keys.title')} className={on ? '' : 'off'}>
        {keys.map(([key, act]) => (
          <li key={key}>
            <kbd>{key}</kbd> {t(`keys.${act}`)}
          </li>
        ))}
      </ul>
      <Switch size="small" checked={on} aria-label={t('keys.switch')} title={t('keys.switch')} onChange={onChange} />
    </div>
  );
};
