import type { FieldManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import type { ListEntriesResponse } from '../../../api/generated/types.gen.js';
import { formatMoney, formatNumber, nothing } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import type { Column } from '../../../components/data-view/column.js';
import { useFieldText } from '../../../components/form/field-text.js';
import { isNumberField } from '../../../components/form/number-text.js';
import { usePhone } from '../../../components/use-media.js';

type Row = ListEntriesResponse['rows'][number];

/** Whose row it is: class, number and name; a phone's card begins with the name. */
export const usePersonColumns = <One extends { readonly place: Row['place'] }>(
  personOf: (row: One) => Pick<Row['person'], 'name' | 'code'>,
): readonly Column<One>[] => {
  const { t } = useTranslation('programmes');
  const place: Column<One> = {
    key: 'place',
    title: t('registers.place'),
    cell: (row) => row.place.name,
    width: 168,
    brief: true,
  };
  const code: Column<One> = {
    key: 'code',
    title: t('registers.code'),
    cell: (row) => personOf(row).code ?? nothing,
    width: 124,
    brief: true,
  };
  const name: Column<One> = {
    key: 'name',
    title: t('registers.name'),
    cell: (row) => personOf(row).name,
    width: 96,
    brief: true,
  };
  return usePhone() ? [name, code, place] : [place, code, name];
};

/** A register's fields as columns: numbers at the end of their cells, their unit in the head; on a card beside them. */
export const useFieldColumns = (fields: readonly FieldManifest[]): readonly Column<Row>[] => {
  const { t } = useTranslation(['programmes', 'app']);
  const text = useText();
  const fieldText = useFieldText();
  const unitOf = (field: FieldManifest): string | undefined =>
    field.widget === 'money' ? t('app:form.yuan') : field.unit && text(field.unit);
  const isPhone = usePhone();
  const shown = (field: FieldManifest, value: unknown): string => {
    if (isPhone) return fieldText(field, value);
    if (typeof value === 'number' && field.widget === 'money') return formatMoney(value);
    if (typeof value === 'number' && field.widget === 'integer') return formatNumber(value);
    // The unit stands in the head.
    return fieldText({ ...field, unit: undefined }, value);
  };
  return fields.map((field) => {
    const unit = isPhone ? undefined : unitOf(field);
    return {
      key: `data-${field.key}`,
      title: unit ? t('registers.inUnit', { title: text(field.title), unit }) : text(field.title),
      cell: ({ data }: Row) => shown(field, data[field.key]),
      brief: true,
      ...(isNumberField(field) ? { align: 'end' as const } : {}),
    };
  });
};
