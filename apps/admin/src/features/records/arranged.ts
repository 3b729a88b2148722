import type { FieldManifest, Text } from '@xieshou/sdk';
import { isEmpty } from '../../components/record/record-text.js';

interface Words {
  /** Heading over what is still to be filled in. */
  readonly open: Text;
  /** Heading over what came filled in and needs only a look. */
  readonly filled: Text;
  /** Where no heading can say it: a quiet word under a field that came filled in. */
  readonly mark: (field: FieldManifest, value: unknown) => Text;
}

const withHelp = (field: FieldManifest, more: Text): FieldManifest => ({
  ...field,
  help: field.help ? { zh: `${field.help.zh} ${more.zh}`, en: `${field.help.en} ${more.en}` } : more,
});

/**
 * A form for a phone: what somebody must type stands first, what the last record has filled in stands below it, to be
 * looked over. A form with sections of its own, or with nothing but its day filled in, keeps its order.
 */
export const arranged = (
  fields: readonly FieldManifest[],
  data: Readonly<Record<string, unknown>>,
  { open, filled, mark }: Words,
): readonly FieldManifest[] => {
  const isFilled = ({ key, prefill }: FieldManifest) => prefill !== undefined && !isEmpty(data[key]);
  const marked = (field: FieldManifest) => (isFilled(field) ? withHelp(field, mark(field, data[field.key])) : field);
  const before = fields.filter(isFilled);
  const after = fields.filter((field) => !isFilled(field));
  if (before.length < 2 || after.length === 0 || fields.some(({ section }) => section)) return fields.map(marked);
  return [
    ...after.map((field) => ({ ...field, section: open })),
    ...before.map((field) => ({ ...(field.prefill === 'today' ? marked(field) : field), section: filled })),
  ];
};
