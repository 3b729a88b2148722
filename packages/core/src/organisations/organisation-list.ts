import { t } from '@xieshou/sdk';
import type { ListColumn } from '../files/list-workbook.js';
import { fieldWords, kindWords, ownershipWords, schoolKindWords } from './organisation-rules.js';
import type { OrganisationDto } from './organisation-view.js';

/** The columns of 单位名单, under the keys that the screen has for them. */
export const organisationListColumns: readonly ListColumn<OrganisationDto>[] = [
  { key: 'name', title: fieldWords.name, cell: (o) => o.name },
  { key: 'kind', title: fieldWords.kind, cell: (o, language) => kindWords[o.kind][language] },
  {
    key: 'ownership',
    title: fieldWords.ownership,
    cell: (o, language) => (o.ownership ? ownershipWords[o.ownership][language] : null),
  },
  {
    key: 'schoolKind',
    title: fieldWords.schoolKind,
    cell: (o, language) => (o.schoolKind ? schoolKindWords[o.schoolKind][language] : null),
  },
  { key: 'code', title: fieldWords.code, cell: (o) => o.code },
  { key: 'parent', title: fieldWords.parent, cell: (o) => o.parent?.name ?? null },
  { key: 'contact', title: fieldWords.contact, cell: (o) => o.contact },
  { key: 'phone', title: fieldWords.phone, cell: (o) => o.phone },
  { key: 'teachers', title: t('教师（人）', 'Teachers'), kind: 'integer', cell: (o) => o.teachers },
];
