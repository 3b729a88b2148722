import { type Finding, type Outcome, type ProgrammeDefinition, t } from '@xieshou/sdk';
import type { ListColumn } from '../files/list-workbook.js';

interface Listed {
  readonly number: number;
  readonly side: 'helper' | 'helped';
  readonly party: { readonly name: string; readonly code: string | null };
  readonly place: { readonly name: string };
  readonly other: { readonly name: string };
  readonly level: string;
  readonly points: number;
  readonly rank: number | null;
  readonly findings: readonly Finding[] | null;
}

const sideWords = { helper: t('帮扶方', 'Helper'), helped: t('被帮扶方', 'Helped') };

const ofPeople: readonly ListColumn<Listed>[] = [
  { key: 'place', title: t('学院（班级）或单位', 'College, class or unit'), cell: (a) => a.place.name },
  { key: 'code', title: t('学号或编号', 'Number'), cell: (a) => a.party.code },
  { key: 'party', title: t('姓名或名称', 'Name'), cell: (a) => a.party.name },
];
const ofOrganisations: readonly ListColumn<Listed>[] = [
  { key: 'party', title: t('单位名称', 'Organisation'), cell: (a) => a.party.name },
];

const rank: ListColumn<Listed> = { key: 'rank', title: t('名次', 'Place'), kind: 'integer', cell: (a) => a.rank };

/** Whether only organisations stand on the sides of a programme. */
const betweenOrganisations = (definition: ProgrammeDefinition | undefined): boolean =>
  definition !== undefined && Object.values(definition.sides).every(({ party }) => party === 'organisation');

/** The columns of the official list of awards, under the names that the programme gives its sides and levels. */
export const awardColumns = (
  definition: ProgrammeDefinition | undefined,
  o: Pick<Outcome, 'levels'> & {
    /** Awards go to the first: they have places. */
    readonly ranked: boolean;
  },
): readonly ListColumn<Listed>[] => [
  { key: 'number', title: t('序号', 'No.'), kind: 'integer', cell: (a) => a.number },
  ...(betweenOrganisations(definition) ? ofOrganisations : ofPeople),
  {
    key: 'side',
    title: t('帮扶角色', 'Side'),
    cell: (a, language) => (definition?.sides[a.side].title ?? sideWords[a.side])[language],
  },
  { key: 'other', title: t('结对对象', 'Paired with'), cell: (a) => a.other.name },
  {
    key: 'level',
    title: t('等次', 'Level'),
    cell: (a, language) => (Object.hasOwn(o.levels, a.level) ? o.levels[a.level]!.title[language] : a.level),
  },
  { key: 'points', title: t('加分', 'Points'), kind: 'integer', cell: (a) => a.points },
  ...(o.ranked ? [rank] : []),
  {
    key: 'findings',
    title: t('依据', 'Reasons'),
    cell: (a, language) => a.findings?.map(({ text }) => text[language]).join({ zh: '；', en: '; ' }[language]) ?? null,
  },
];
