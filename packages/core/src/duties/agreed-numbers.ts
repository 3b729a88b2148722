import type { ProgrammeDefinition } from '@xieshou/sdk';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import { type Agreed, agreedKey } from './standings.js';

/** What pairs have agreed on in their confirmed records, the latest first. */
export const agreedNumbers = async (
  reads: Reads,
  o: {
    readonly programmeId: string;
    readonly definition: ProgrammeDefinition;
    readonly pairingIds: readonly string[];
  },
): Promise<ReadonlyMap<string, readonly Agreed[]>> => {
  const agreed = new Map<string, Agreed[]>();
  const names = Object.values(o.definition.duties).flatMap((duty) =>
    duty.agreed ? [`${duty.agreed.form}.${duty.agreed.fact}`] : [],
  );
  if (names.length === 0) return agreed;
  const rows = await reads.all<{ pairing: string; name: string; on: string; amount: number }>(
    sql`select subject_id as pairing, name, on_day as "on", amount from fact where programme_id = ${o.programmeId}
      and name in ${list([...new Set(names)])} and subject_id in ${list(o.pairingIds)} and state = 'confirmed'
      order by on_day desc, record_id desc`,
  );
  for (const { on, amount, ...of } of rows) {
    const key = agreedKey(of);
    agreed.set(key, [...(agreed.get(key) ?? []), { on, amount: Number(amount) }]);
  }
  return agreed;
};
