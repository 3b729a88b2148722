import type * as z from 'zod';
import type { ListColumn } from '../files/list-workbook.js';
import { personKindWords, personWords } from './people-columns.js';
import type { Person } from './people.api.js';

/** The columns of 人员名单, under the keys that the screen has for them. */
export const peopleListColumns: readonly ListColumn<z.output<typeof Person>>[] = [
  { key: 'name', title: personWords.name, cell: (p) => p.name },
  { key: 'kind', title: personWords.kind, cell: (p, language) => personKindWords[p.kind][language] },
  { key: 'organisation', title: personWords.organisation, cell: (p) => p.organisation.name },
  { key: 'code', title: personWords.code, cell: (p) => p.code },
  { key: 'post', title: personWords.post, cell: (p) => p.post },
  { key: 'subject', title: personWords.subject, cell: (p) => p.subject },
];
