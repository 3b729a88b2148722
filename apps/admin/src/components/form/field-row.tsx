import type { FieldManifest } from '@xieshou/sdk';
import { memo } from 'react';
import { useText } from '../../app/i18n.js';
import { ConfidentialMark } from '../confidential-mark.js';
import { FieldControl, isGroup, type Named } from './field-control.js';

interface FieldRowProps {
  readonly field: FieldManifest;
  readonly id: string;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly people: readonly Named[] | undefined;
  readonly disabled: boolean;
  readonly onChange: (key: string, value: unknown) => void;
  readonly onBlur: (key: string) => void;
}

const wide = (field: FieldManifest): boolean =>
  field.widget === 'longText' || field.widget === 'choices' || isGroup(field);

/** Label, control, help and error of one field; drawn anew only when one of its own properties changes. */
export const FieldRow = memo(({ field, id, value, error, people, disabled, onChange, onBlur }: FieldRowProps) => {
  const text = useText();
  const help = field.help && `${id}-help`;
  const wrong = error && `${id}-error`;
  const label = (
    <>
      {field.required && (
        <span className="required" aria-hidden="true">
          *
        </span>
      )}
      {text(field.title)}
      <ConfidentialMark of={field} />
    </>
  );
  return (
    <div className={wide(field) ? 'field wide' : 'field'} data-field={field.key}>
      {isGroup(field) ? (
        <span className="field-label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className="field-label" id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
      )}
      <FieldControl
        field={field}
        id={id}
        value={value}
        invalid={error !== undefined}
        describedBy={[wrong, help].filter(Boolean).join(' ') || undefined}
        disabled={disabled}
        onChange={(next) => onChange(field.key, next)}
        onBlur={() => onBlur(field.key)}
        {...(people ? { people } : {})}
      />
      {error && (
        <p className="field-error" id={wrong}>
          {error}
        </p>
      )}
      {field.help && (
        <p className="field-help" id={help}>
          {text(field.help)}
        </p>
      )}
    </div>
  );
});
