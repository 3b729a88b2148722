import { CheckCircleOutlined, CloseCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../api/generated/types.gen.js';
import { useText } from '../../../app/i18n.js';
import './registers.css';

const marks = { pass: CheckCircleOutlined, soft: ExclamationCircleOutlined, fail: CloseCircleOutlined } as const;

/** Every reason with its mark; the mark's word is there for those who do not see it. */
export const Reasons = ({ findings }: { findings: readonly Pick<Finding, 'rule' | 'outcome' | 'text'>[] }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  return (
    <ul className="reasons">
      {findings.map(({ rule, outcome, text: sentence }, i) => {
        const Mark = marks[outcome];
        return (
          <li key={`${rule}${i}`} className={outcome}>
            <Mark role="img" aria-label={t(`eligible.mark.${outcome}`)} />
            <span>{text(sentence)}</span>
          </li>
        );
      })}
    </ul>
  );
};
