import { type ProgrammeDefinition, type Text, t } from '@xieshou/sdk';
import type * as z from 'zod';
import type { ListColumn } from '../files/list-workbook.js';
import type { Pairing } from './pairings.api.js';

const stateWords: Readonly<Record<'active' | 'ended', Text>> = {
  active: t('进行中', 'active'),
  ended: t('已结束', 'ended'),
};

/** The columns of a programme's 结对名单, under the names that the programme gives its sides and roles. */
export const pairingListColumns = (
  definition: ProgrammeDefinition | undefined,
): readonly ListColumn<z.output<typeof Pairing>>[] => [
  { key: 'helper', title: definition?.sides.helper.title ?? t('帮扶方', 'Helper'), cell: (g) => g.helper.name },
  { key: 'helped', title: definition?.sides.helped.title ?? t('被帮扶方', 'Helped'), cell: (g) => g.helped.name },
  ...Object.entries(definition?.roles ?? {})
    .filter(([, { how }]) => how === 'appointed')
    .map(([key, { title }]) => ({
      key,
      title,
      cell: (g: z.output<typeof Pairing>) => g.appointed[key]?.name ?? null,
    })),
  { key: 'state', title: t('状态', 'State'), cell: (g, language) => stateWords[g.state][language] },
  { key: 'doubt', title: t('待核', 'To verify'), cell: (g) => g.doubt },
  { key: 'startsOn', title: t('开始日期', 'From'), kind: 'day', cell: (g) => g.startsOn },
  { key: 'endsOn', title: t('结束日期', 'Until'), kind: 'day', cell: (g) => g.endsOn },
];
