import type { RelationRole } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import type { PairingSides } from './pairings.js';

/** The organisation that holds a role of the programme for a pairing; absent where nobody does. */
export async function roleHolder(
  reads: Reads,
  o: {
    readonly pairing: Pick<PairingSides, 'id' | 'parent_id' | 'helper_organisation_id' | 'helped_organisation_id'>;
    readonly key: string;
    readonly role: RelationRole;
  },
): Promise<string | undefined> {
  const { pairing, key, role } = o;
  const side = role.how === 'ancestor' && role.of === 'helper' ? 'helper' : 'helped';
  const found = await reads.one<{ id: string }>(
    role.how === 'appointed'
      ? sql`select organisation_id as id from pairing_role where pairing_id = ${pairing.parent_id ?? pairing.id} and role = ${key}`
      : sql`select a.id from organisation_tree t join organisation a on a.id = t.ancestor_id and a.kind = ${role.kind}
          where t.descendant_id = ${pairing[`${side}_organisation_id`]} and t.depth > 0 order by t.depth limit 1`,
  );
  return found?.id;
}
