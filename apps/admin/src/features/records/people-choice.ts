import type { Record as Written } from '../../api/generated/types.gen.js';
import type { Named } from '../../components/form/field-control.js';
import { peopleOf } from '../../components/record/record-text.js';

/** Whom each person field offers: those to choose from today, and whoever the record already names. */
export const withNamed = (
  offered: Readonly<Record<string, readonly Named[]>>,
  record: Pick<Written, 'people' | 'files' | 'data'>,
): Record<string, Named[]> => {
  const named = peopleOf(record);
  return Object.fromEntries(
    Object.entries(offered).map(([key, people]) => [
      key,
      [...people, ...named.filter(({ id }) => id === record.data[key] && !people.some((one) => one.id === id))],
    ]),
  );
};
