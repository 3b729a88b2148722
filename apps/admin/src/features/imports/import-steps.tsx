import { CheckOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';

const steps = ['template', 'upload', 'preview', 'result'] as const;

/** Where in the import one is. The first two steps stand on one page. */
export const ImportSteps = ({ current }: { current: (typeof steps)[number] }) => {
  const { t } = useTranslation('imports');
  const at = steps.indexOf(current);
  return (
    <ol className="import-steps" aria-label={t('steps.label')}>
      {steps.map((step, i) => (
        <li key={step} className={i < at ? 'past' : i === at ? 'now' : ''} aria-current={i === at ? 'step' : undefined}>
          <span className="import-step-number" aria-hidden="true">
            {i < at ? <CheckOutlined /> : i + 1}
          </span>
          <span>{t(`steps.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
};
