import { InfoCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { useText } from '../../app/i18n.js';
import './record.css';

/** What the programme's rules remarked without refusing the record: notes for whoever reads it. */
export const Findings = ({ findings }: Pick<Written, 'findings'>) => {
  const { t } = useTranslation('app');
  const text = useText();
  const remarks = findings.filter(({ outcome }) => outcome !== 'pass');
  if (remarks.length === 0) return null;
  return (
    <ul className="findings" aria-label={t('record.findings')}>
      {remarks.map(({ rule, text: sentence }) => (
        <li key={rule}>
          <InfoCircleOutlined aria-hidden />
          <span>{text(sentence)}</span>
        </li>
      ))}
    </ul>
  );
};
