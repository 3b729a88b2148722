import type { FieldManifest, Text } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { useText } from '../../app/i18n.js';
import { useFieldText } from '../form/field-text.js';
import type { Named } from '../form/field-control.js';
import './record.css';
import { isEmpty } from './record-text.js';

interface DifferenceListProps {
  readonly difference: readonly {
    readonly field: string;
    readonly title: Text;
    readonly before: unknown;
    readonly after: unknown;
  }[];
  readonly fields: readonly FieldManifest[];
  readonly people: readonly Named[];
}

/** What a change does to a record, field by field: the value before, crossed out, above the one after. */
export const DifferenceList = ({ difference, fields, people }: DifferenceListProps) => {
  const { t } = useTranslation('app');
  const text = useText();
  const fieldText = useFieldText();
  const shown = (key: string, value: unknown) => {
    const field = fields.find((one) => one.key === key);
    return field ? fieldText(field, value, people) : String(value ?? '');
  };
  return (
    <dl className="difference-list">
      {difference.map(({ field, title, before, after }) => (
        <div key={field}>
          <dt>{text(title)}</dt>
          <dd>
            <del className={isEmpty(before) ? 'none' : ''}>
              <span className="visually-hidden">{t('record.wordBefore')}</span>
              {shown(field, before)}
            </del>
            <ins>
              <span className="visually-hidden">{t('record.wordAfter')}</span>
              {shown(field, after)}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
};
