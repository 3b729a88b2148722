import type { FieldManifest } from '@xieshou/sdk';
import { Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage, useText } from '../../app/i18n.js';
import { DateField } from '../date/date-field.js';
import { usePhone } from '../use-media.js';
import { AttachmentControl } from './attachment-control.js';
import { type NumberField, readNumber, writeNumber } from './number-text.js';
import { unitText } from './unit-text.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface FieldControlProps {
  readonly field: FieldManifest;
  /** Id of the control; its label carries `<id>-label`. */
  readonly id: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onBlur?: () => void;
  /** Whom a `person` field offers. */
  readonly people?: readonly Named[];
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly disabled?: boolean;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Holds what is being typed; the form holds the number. */
const NumberControl = ({ field, id, value, onChange, ...rest }: FieldControlProps) => {
  const { t } = useTranslation('app');
  const language = useLanguage();
  const number = field as NumberField;
  const { widget } = number;
  const [typed, setTyped] = useState<{ text: string; value: unknown }>();
  const shown = typed && typed.value === value ? typed.text : writeNumber(number, value);
  const own = field.unit && unitText(field.unit, widget === 'integer' ? value : undefined, language);
  const unit = { money: t('form.yuan'), share: '%', integer: own, decimal: own }[widget];
  return (
    <Input
      {...ariaOf({ field, id, ...rest })}
      className="number-control"
      inputMode={widget === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={shown}
      {...(unit ? { suffix: unit } : {})}
      onChange={(event) => {
        const next = readNumber(number, event.target.value);
        setTyped({ text: event.target.value, value: next });
        onChange(next);
      }}
      onBlur={() => {
        setTyped(undefined);
        rest.onBlur?.();
      }}
    />
  );
};

type Aria = Omit<FieldControlProps, 'value' | 'onChange' | 'people' | 'onBlur'>;

const ariaOf = ({ field, id, invalid, describedBy, disabled }: Aria) => ({
  id,
  disabled: disabled ?? false,
  status: invalid ? ('error' as const) : ('' as const),
  'aria-required': field.required,
  'aria-invalid': invalid ?? false,
  'aria-describedby': describedBy,
});

/** The phone's own list: large, at the thumb, and known to everybody. */
const PhoneList = ({ options, ...props }: FieldControlProps & { options: readonly Option[] }) => {
  const { t } = useTranslation('app');
  const { status, ...aria } = ariaOf(props);
  return (
    <select
      {...aria}
      className={status ? 'phone-list invalid' : 'phone-list'}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.target.value || undefined)}
      onBlur={() => props.onBlur?.()}
    >
      <option value="">{t('form.choose')}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
};

const OneOf = ({ options, ...props }: FieldControlProps & { options: readonly Option[] }) => {
  const { t } = useTranslation('app');
  if (usePhone()) return <PhoneList options={options} {...props} />;
  return (
    <Select
      {...ariaOf(props)}
      className="wide-control"
      placeholder={t('form.choose')}
      allowClear={!props.field.required}
      showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
      options={[...options]}
      value={asText(props.value) || null}
      onChange={(value: string | null | undefined) => props.onChange(value ?? undefined)}
      onBlur={() => props.onBlur?.()}
    />
  );
};

const Radios = ({
  options,
  field,
  id,
  value,
  onChange,
  disabled,
  describedBy,
}: FieldControlProps & { options: readonly Option[] }) => (
  <Radio.Group
    id={id}
    name={id}
    aria-labelledby={`${id}-label`}
    {...(describedBy ? { 'aria-describedby': describedBy } : {})}
    aria-required={field.required}
    disabled={disabled ?? false}
    options={[...options]}
    value={typeof value === 'boolean' ? String(value) : asText(value)}
    onChange={(event) => onChange(field.widget === 'yesNo' ? event.target.value === 'true' : event.target.value)}
  />
);

const Several = ({ options, ...props }: FieldControlProps & { options: readonly Option[] }) => {
  const { t } = useTranslation('app');
  const value = Array.isArray(props.value) ? (props.value as string[]) : [];
  if (options.length > 8)
    return (
      <Select
        {...ariaOf(props)}
        mode="multiple"
        className="wide-control"
        placeholder={t('form.chooseSeveral')}
        showSearch={{ optionFilterProp: 'label' }}
        options={[...options]}
        value={value}
        onChange={(next: string[]) => props.onChange(next)}
        onBlur={() => props.onBlur?.()}
      />
    );
  return (
    <div id={props.id} role="group" aria-labelledby={`${props.id}-label`} aria-describedby={props.describedBy}>
      <Checkbox.Group
        disabled={props.disabled ?? false}
        options={[...options]}
        value={value}
        onChange={(next) => props.onChange(options.map((o) => o.value).filter((v) => next.includes(v)))}
      />
    </div>
  );
};

/** Whether the control is a group of its own controls: its label then names it instead of pointing at one input. */
export const isGroup = (field: FieldManifest): boolean =>
  field.widget === 'yesNo' ||
  field.widget === 'attachments' ||
  (field.widget === 'choice' && field.required && (field.choices ?? []).length <= 4) ||
  (field.widget === 'choices' && (field.choices ?? []).length <= 8);

/** The control for one field of a manifest, by its widget. Values are those that `checkFields` reads. */
export const FieldControl = (props: FieldControlProps) => {
  const { t } = useTranslation('app');
  const text = useText();
  const { field, value, onChange, onBlur } = props;
  const options = (field.choices ?? []).map((c) => ({ value: c.value, label: text(c.title) }));
  switch (field.widget) {
    case 'text':
      return (
        <Input
          {...ariaOf(props)}
          autoComplete="off"
          value={asText(value)}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => onBlur?.()}
        />
      );
    case 'longText':
      return (
        <Input.TextArea
          {...ariaOf(props)}
          autoSize={{ minRows: 3, maxRows: 12 }}
          value={asText(value)}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => onBlur?.()}
        />
      );
    case 'integer':
    case 'decimal':
    case 'share':
    case 'money':
      return <NumberControl {...props} />;
    case 'day':
      return (
        <DateField
          id={props.id}
          value={asText(value) || undefined}
          onChange={onChange}
          {...(onBlur ? { onBlur } : {})}
          disabled={props.disabled ?? false}
          aria-required={field.required}
          aria-invalid={props.invalid ?? false}
          aria-describedby={props.describedBy}
        />
      );
    case 'choice':
      return isGroup(field) ? <Radios {...props} options={options} /> : <OneOf {...props} options={options} />;
    case 'choices':
      return <Several {...props} options={options} />;
    case 'yesNo':
      return (
        <Radios
          {...props}
          options={[
            { value: 'true', label: t('form.yes') },
            { value: 'false', label: t('form.no') },
          ]}
        />
      );
    case 'attachments':
      return <AttachmentControl {...props} />;
    case 'person':
      return <OneOf {...props} options={(props.people ?? []).map(({ id, name }) => ({ value: id, label: name }))} />;
  }
};
