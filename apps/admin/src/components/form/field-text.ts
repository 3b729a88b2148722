import { decimalText, percent, type FieldManifest, yuan } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { nothing } from '../../app/format.js';
import { useLanguage, useText } from '../../app/i18n.js';
import type { Named } from './field-control.js';
import { unitText } from './unit-text.js';

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);

/** How a field's value reads outside its form: in lists, on record pages, in comparisons. */
export const useFieldText = (): ((field: FieldManifest, value: unknown, people?: readonly Named[]) => string) => {
  const { t } = useTranslation('app');
  const text = useText();
  const language = useLanguage();
  return (field, value, people) => {
    if (value === undefined || value === null || value === '') return nothing;
    const titleOf = (one: unknown) => {
      const choice = field.choices?.find((c) => c.value === one);
      return choice ? text(choice.title) : String(one);
    };
    switch (field.widget) {
      case 'choice':
        return titleOf(value);
      case 'choices':
        return Array.isArray(value) && value.length > 0 ? value.map(titleOf).join(t('form.listSeparator')) : nothing;
      case 'yesNo':
        return value === true ? t('form.yes') : t('form.no');
      case 'money':
        return isWhole(value) ? t('form.inYuan', { amount: yuan(value) }) : String(value);
      case 'decimal': {
        const number = isWhole(value) ? decimalText(value, field.scale ?? 0) : String(value);
        return field.unit ? `${number} ${text(field.unit)}` : number;
      }
      case 'share':
        return isWhole(value) ? percent(value) : String(value);
      case 'integer':
        return field.unit ? `${String(value)} ${unitText(field.unit, value, language)}` : String(value);
      case 'attachments': {
        if (!Array.isArray(value) || value.length === 0) return nothing;
        const names = value.map((id) => people?.find((one) => one.id === id)?.name);
        return names.every((name) => name !== undefined)
          ? names.join(t('form.listSeparator'))
          : t('files.count', { count: value.length });
      }
      case 'person':
        return people?.find(({ id }) => id === value)?.name ?? nothing;
      default:
        return String(value);
    }
  };
};
