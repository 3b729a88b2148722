import type { ProgrammeDefinition, Rectification, Side } from '@xieshou/sdk';
import { pairingInReach, type PairingRow } from '../pairings/pairings.js';
import type { Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { isOwn, ownIs, type Reach, type Scope } from '../platform/scope.js';
import type { rectification } from './rectification.tables.js';

export type RectificationRow = Row<typeof rectification> & {
  readonly helper_name: string;
  readonly helped_name: string;
  readonly helper_organisation_id: string;
  readonly helped_organisation_id: string;
  /** The programme's owner. */
  readonly owner_id: string;
  readonly raiser_name: string | null;
  readonly inspector_name: string | null;
  readonly inspection: string | null;
};

const looked = sql`s.rectification_id = x.id and s.action in ('passed', 'failed', 'noted') order by s.number desc limit 1`;

/** Columns and `from` of problems (aliased `x`) with their pairing (aliased `g`) and who looked last. */
export const rectificationColumns = sql`x.*, helper.name as helper_name, helped.name as helped_name,
  g.helper_organisation_id, g.helped_organisation_id, owning.owner_id, raiser.name as raiser_name,
  (select o.name from rectification_step s join organisation o on o.id = s.organisation_id where ${looked}) as inspector_name,
  (select s.text from rectification_step s where ${looked}) as inspection`;
export const rectificationFrom = sql`from rectification x join pairing g on g.id = x.pairing_id
  join organisation helper on helper.id = g.helper_organisation_id
  join organisation helped on helped.id = g.helped_organisation_id
  join programme owning on owning.id = x.programme_id
  left join account raiser on raiser.id = x.raised_by`;

export const rectificationInReach = (reach: Reach | undefined): Sql => pairingInReach(reach);

export const isOverdue = (row: { readonly state: string; readonly due_on: string }, today: string): boolean =>
  row.state !== 'closed' && row.due_on < today;

export type Raiser = Pick<Rectification<never, string>, 'raisedBy'> | undefined;

/** The side that has to put a problem right. */
export const answeringSide = (row: Pick<RectificationRow, 'answers'>, rule: Raiser): Side =>
  row.answers ?? (rule?.raisedBy === 'helped' ? 'helper' : 'helped');

type Parties = Pick<PairingRow, 'helper_organisation_id' | 'helped_organisation_id'> & {
  readonly pairing_id: string;
  readonly owner_id: string;
};

/**
 * In which relations an organisation stands to a pairing: `owner` of its programme, `helper`, `helped`, and the keys of the programme's roles
 * that it holds there.
 */
export async function relationsOf(
  reads: Reads,
  o: { readonly scope: Scope; readonly pairing: Parties; readonly definition: ProgrammeDefinition },
): Promise<ReadonlySet<string>> {
  const { organisationId } = o.scope;
  const found = new Set<string>();
  if (o.pairing.owner_id === organisationId) found.add('owner');
  if (isOwn(o.scope, o.pairing.helper_organisation_id)) found.add('helper');
  if (isOwn(o.scope, o.pairing.helped_organisation_id)) found.add('helped');
  const appointed = await reads.all<{ role: string }>(
    sql`select role from pairing_role where pairing_id = ${o.pairing.pairing_id} and ${ownIs(sql`organisation_id`, o.scope)}`,
  );
  for (const { role } of appointed) found.add(role);
  const above = await reads.all<{ descendant_id: string }>(
    sql`select t.descendant_id from organisation_tree t join organisation a on a.id = t.ancestor_id
      where t.ancestor_id = ${organisationId} and t.depth > 0 and t.descendant_id in ${list([
        o.pairing.helper_organisation_id,
        o.pairing.helped_organisation_id,
      ])}`,
  );
  const own = await reads.one<{ kind: string }>(sql`select kind from organisation where id = ${organisationId}`);
  for (const [key, role] of Object.entries(o.definition.roles)) {
    if (role.how !== 'ancestor' || role.kind !== own?.kind) continue;
    const side = role.of === 'helper' ? o.pairing.helper_organisation_id : o.pairing.helped_organisation_id;
    if (above.some(({ descendant_id }) => descendant_id === side)) found.add(key);
  }
  return found;
}
