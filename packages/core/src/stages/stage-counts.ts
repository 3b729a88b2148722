import type { ProgrammeDefinition } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';

/** What there is of one need. */
export interface NeedCount {
  readonly have: number;
  readonly claimed: number;
}

export interface StageCounts {
  of(pairing: string, stage: string, need: string): NeedCount;
}

interface Tallied {
  readonly subject: string;
  readonly name: string;
  readonly state: 'claimed' | 'confirmed';
  readonly n: number;
  readonly amount: number;
}

const nothing: NeedCount = { have: 0, claimed: 0 };

/**
 * What pairings have of everything that the stages need, over their whole time: evidence counts whenever it was recorded.
 * A pair of people called off on its first day was a mistake and counts no more.
 */
export const stageCounts = async (
  reads: Reads,
  o: {
    readonly programmeId: string;
    readonly definition: ProgrammeDefinition | undefined;
    readonly pairingIds: readonly string[];
    readonly today: string;
  },
): Promise<StageCounts> => {
  const needs = Object.entries(o.definition?.stages ?? {}).flatMap(([stage, s]) =>
    Object.entries(s.needs).map(([key, need]) => ({ stage, key, need })),
  );
  if (needs.length === 0 || o.pairingIds.length === 0) return { of: () => nothing };
  const inside = await inPieces(o.pairingIds, (ids) =>
    reads.all<{ id: string; parent: string; kind: string; helped: string; counts: number }>(
      sql`select g.id, g.parent_id as parent, g.inside as kind, coalesce(x.successor_id, g.helped_id) as helped,
          case when g.starts_on <= ${o.today} and (g.ends_on is null or g.ends_on > g.starts_on) then 1 else 0 end as counts
        from pairing g left join person_alias x on x.person_id = g.helped_id where g.parent_id in ${ids}`,
    ),
  );
  const parents = new Map(inside.map(({ id, parent }) => [id, parent]));
  const names = needs.flatMap(({ need }) => (need.form === undefined ? [] : [factOf(need)]));
  const tallied =
    names.length === 0
      ? []
      : await inPieces([...o.pairingIds, ...parents.keys()], (ids) =>
          reads.all<Tallied>(sql`select subject_id as subject, name, state, sum(count) as n, cast(sum(sum) as bigint) as amount
            from tally where programme_id = ${o.programmeId} and subject_id in ${ids} and name in ${list([...new Set(names)])}
            and state in ('claimed', 'confirmed') group by subject_id, name, state`),
        );
  const numbers = grouped(tallied, ({ subject, name }) => `${parents.get(subject) ?? subject} ${name}`);
  const pairs = grouped(
    inside.filter(({ counts }) => Number(counts) === 1),
    ({ parent, kind }) => `${parent} ${kind}`,
  );
  const asked = new Map(needs.map(({ stage, key, need }) => [`${stage} ${key}`, need]));
  return {
    of: (pairing, stage, key) => {
      const need = asked.get(`${stage} ${key}`);
      if (!need) return nothing;
      if (need.inside !== undefined)
        return { have: new Set((pairs.get(`${pairing} ${need.inside}`) ?? []).map((p) => p.helped)).size, claimed: 0 };
      const rows = numbers.get(`${pairing} ${factOf(need)}`) ?? [];
      const sum = (state: Tallied['state']) =>
        rows
          .filter((row) => row.state === state)
          .reduce((all, { n, amount }) => all + Number(need.fact === undefined ? n : amount), 0);
      return { have: sum('confirmed'), claimed: sum('claimed') };
    },
  };
};

/** Under what name the kernel keeps what a need counts. */
const factOf = ({ form, fact }: { readonly form: string; readonly fact?: string }): string =>
  fact === undefined ? form : `${form}.${fact}`;
