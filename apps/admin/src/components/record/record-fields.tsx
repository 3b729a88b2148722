import type { FieldManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import type { Record as Written } from '../../api/generated/types.gen.js';
import { nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { ConfidentialMark } from '../confidential-mark.js';
import { FileList } from '../file/file-list.js';
import { useFieldText } from '../form/field-text.js';
import './record.css';
import { filesIn, peopleOf, sectionsOf, shownFields } from './record-text.js';

interface RecordFieldsProps {
  readonly record: Pick<Written, 'id' | 'data' | 'people' | 'files' | 'withheld'>;
  readonly fields: readonly FieldManifest[];
  /** Fields to point out as changed, with the value they had before. */
  readonly changed?: ReadonlyMap<string, unknown> | undefined;
}

/** What was written down, section by section, as people read it. */
export const RecordFields = ({ record, fields, changed }: RecordFieldsProps) => {
  const { t } = useTranslation('app');
  const text = useText();
  const fieldText = useFieldText();
  const people = peopleOf(record);
  const read = fields.filter(({ key }) => !record.withheld.includes(key));
  return sectionsOf(shownFields(read, record.data)).map((section) => {
    const heading = section[0]?.section;
    return (
      <section key={heading?.zh ?? ''} className="record-section">
        {heading && <h3>{text(heading)}</h3>}
        <dl className="record-fields">
          {section.map((field) => {
            const isChanged = changed?.has(field.key) ?? false;
            return (
              <div
                key={field.key}
                className={`${['longText', 'choices', 'attachments'].includes(field.widget) ? 'wide' : ''}${isChanged ? ' changed' : ''}`}
              >
                <dt>
                  {text(field.title)}
                  <ConfidentialMark of={field} />
                </dt>
                <dd>
                  {field.widget === 'attachments' && filesIn(record, record.data[field.key]).length > 0 ? (
                    <FileList record={record.id} files={filesIn(record, record.data[field.key])} />
                  ) : (
                    fieldText(field, record.data[field.key], people)
                  )}
                  {isChanged && (
                    <span className="changed-before">
                      {t('record.before', { value: fieldText(field, changed?.get(field.key), people) })}
                    </span>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      </section>
    );
  });
};

/** A record whose programme is no longer installed: what is stored, without the form's words. */
export const RawFields = ({ data }: Pick<Written, 'data'>) => {
  const { t } = useTranslation('app');
  return (
    <>
      <p className="muted record-raw">{t('record.missing')}</p>
      <dl className="record-fields">
        {Object.entries(data).map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value === undefined || value === null ? nothing : String(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
};
