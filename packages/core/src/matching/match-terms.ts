import { areMinors, type Match, periodOf, type ProgrammeDefinition, type SchoolCalendar, t } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import { heldPairings } from '../pairings/party-changes.js';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { conflict, invalid, notFound } from '../platform/problem.js';
import { isOwn, type Scope } from '../platform/scope.js';
import type { Running } from '../programmes/programmes.js';

export type Matching = Running & {
  readonly definition: ProgrammeDefinition & { readonly match: Match<Running['settings'], never> };
};

/** A programme that proposes pairs, or a refusal. */
export const assertMatching = (running: Running & { readonly definition: ProgrammeDefinition }): Matching => {
  if (!running.definition.match)
    throw conflict(
      'no-match',
      t('该项目不按规则生成结对建议，请直接新建结对', 'This programme proposes no pairs: pair people directly'),
    );
  return running as unknown as Matching;
};

/**
 * Who is proposed, and why, is nobody's business where they are children, but of their class, their school and whoever
 * runs the programme: whoever reaches a whole district without running it finds no proposals.
 */
export const assertKnowsChildren = (scope: Scope, { definition, row, settings }: Running): void => {
  if (!definition || !areMinors(definition.sides.helped, settings) || isOwn(scope, row.owner_id)) return;
  const reach = scope.reach('proposal.read')?.kind;
  if (reach === 'district' || reach === 'all') throw notFound();
};

/** The term or school year by whose results is proposed. */
export const assertPeriod = (calendar: SchoolCalendar, id: string): void => {
  const period = periodOf(calendar, id);
  if (period?.kind !== 'term' && period?.kind !== 'schoolYear')
    throw invalid([
      {
        field: 'period',
        text: t('请选择校历中的一个学期或学年', 'Choose a term or a school year of the calendar'),
      },
    ]);
};

/** Most pairings one helper may hold. Where the programme sets no limit it is one: it is one-to-one assistance. */
export const mostOf = ({ definition, settings }: Matching): number => definition.sides.helper.atMost?.(settings) ?? 1;

/**
 * Places that helpers fill already: pairings that run, and proposals of the period that are not pairings yet, but for
 * those left out.
 */
export const taken = async (
  reads: Reads,
  o: {
    readonly programme: string;
    readonly period: string;
    readonly helpers: readonly string[];
    readonly but: ReadonlySet<string>;
  },
): Promise<Map<string, number>> => {
  const filled = new Map<string, number>();
  const add = (helper: string, n: number) => filled.set(helper, (filled.get(helper) ?? 0) + n);
  for (const [id, n] of await heldPairings(reads, { programmeId: o.programme, side: 'helper', ids: o.helpers }))
    add(id, n);
  const proposed = await inPieces(o.helpers, (ids) =>
    reads.all<{ id: string; helper_id: string }>(sql`select id, helper_id from match_proposal
      where programme_id = ${o.programme} and period = ${o.period} and pairing_id is null and helper_id in ${ids}`),
  );
  for (const { id, helper_id } of proposed) if (!o.but.has(id)) add(helper_id, 1);
  return filled;
};

/** Those of some people who are helped in a pairing of the programme that runs. */
export const helpedNow = async (
  reads: Reads,
  programme: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> =>
  new Set((await heldPairings(reads, { programmeId: programme, side: 'helped', ids })).keys());
