import { type FieldManifest, visibleFields } from '@xieshou/sdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import '../../components/form/form.css';
import { FieldControl, isGroup } from '../../components/form/field-control.js';
import { fieldsOfManifests, type FormErrors } from '../../components/form/form-errors.js';
import { useFieldText } from '../../components/form/field-text.js';
import { changedKeys, putBack, type SettingValues } from './setting-values.js';
import './settings-table.css';

interface SettingsTableProps {
  readonly title: string;
  readonly fields: readonly FieldManifest[];
  readonly values: SettingValues;
  /** The plan's own values, of the preset the programme was started from. */
  readonly plan: SettingValues;
  /** Absent: the table only shows. */
  readonly onChange?: ((values: SettingValues) => void) | undefined;
  /** What is wrong with the values; shown under a field once it was left, or everywhere when `isJudged`. */
  readonly errors?: FormErrors;
  readonly isJudged?: boolean;
  readonly busy?: boolean;
}

export const settingId = (key: string): string => `setting-${key}`;

/** Every number of the plan: its value here, the plan's own value, where the plan states it and what it does. */
export const SettingsTable = (props: SettingsTableProps) => {
  const { title, fields, values, plan, onChange, errors = {}, isJudged = false, busy = false } = props;
  const { t } = useTranslation('programmes');
  const text = useText();
  const fieldText = useFieldText();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const visible = visibleFields(fieldsOfManifests(fields), values);
  const changed = changedKeys(fields, { values, against: plan });

  /** What may be entered, where the field has bounds. */
  const bounds = (field: FieldManifest): string | undefined => {
    if (field.min === undefined || field.max === undefined || !onChange) return undefined;
    return t('settings.bounds', {
      from: fieldText({ ...field, unit: undefined }, field.min),
      to: fieldText(field, field.max),
    });
  };

  const row = (field: FieldManifest) => {
    const id = settingId(field.key);
    const error = isJudged || left.has(field.key) ? errors[field.key] : undefined;
    const isChanged = changed.includes(field.key);
    const name = text(field.title);
    const planned = plan[field.key];
    return (
      <tr key={field.key} className={isChanged ? 'changed' : ''} data-setting={field.key}>
        <th scope="row">
          {onChange && !isGroup(field) ? (
            <label htmlFor={id} id={`${id}-label`}>
              {name}
            </label>
          ) : (
            <span id={`${id}-label`}>{name}</span>
          )}
          {isChanged && <span className="changed-mark">{t('settings.changed')}</span>}
        </th>
        <td className="setting-value">
          {onChange ? (
            <>
              <FieldControl
                field={field}
                id={id}
                value={values[field.key]}
                onBlur={() => setLeft((before) => new Set(before).add(field.key))}
                onChange={(value) => onChange(putBack(values, { key: field.key, to: value }))}
                invalid={error !== undefined}
                describedBy={[error && `${id}-error`, `${id}-help`].filter(Boolean).join(' ')}
                disabled={busy}
              />
              {error && (
                <p className="field-error" id={`${id}-error`}>
                  {error}
                </p>
              )}
            </>
          ) : (
            fieldText(field, values[field.key])
          )}
        </td>
        <td className="setting-plan">
          <span className="setting-name">{t('settings.plan')}</span>
          {planned === undefined ? t('settings.yours') : fieldText(field, planned)}
          {onChange && isChanged && planned !== undefined && (
            <button
              type="button"
              className="plain-link"
              aria-label={t('settings.resetNamed', { name })}
              disabled={busy}
              onClick={() => onChange(putBack(values, { key: field.key, to: planned }))}
            >
              {t('settings.reset')}
            </button>
          )}
        </td>
        <td className="setting-place">
          <span className="setting-name">{t('settings.place')}</span>
          {field.place ?? nothing}
        </td>
        <td className="setting-explain" id={`${id}-help`}>
          {field.explain ? text(field.explain) : field.help && text(field.help)}
          {bounds(field) && <span className="setting-bounds"> {bounds(field)}</span>}
        </td>
      </tr>
    );
  };

  return (
    <div className="settings-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className={onChange ? 'settings-table editable' : 'settings-table'}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('settings.name')}</th>
            <th scope="col" className="setting-value">
              {t('settings.value')}
            </th>
            <th scope="col" className="setting-plan">
              {t('settings.plan')}
            </th>
            <th scope="col" className="setting-place">
              {t('settings.place')}
            </th>
            <th scope="col">{t('settings.explain')}</th>
          </tr>
        </thead>
        <tbody>{fields.filter(({ key }) => visible.includes(key)).map(row)}</tbody>
      </table>
    </div>
  );
};
