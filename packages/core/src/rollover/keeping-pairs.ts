import { breathe, pieces } from '../imports/bulk.js';
import type { PairingRow } from '../pairings/pairings.js';
import { pairing, pairingRole } from '../pairings/pairings.tables.js';
import type { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import type { Unit } from '../platform/units.js';
import type { PairAfter } from './pairs-after.js';

interface Keeping {
  readonly pairs: readonly PairAfter[];
  readonly programmeId: string;
  readonly startsOn: string;
}

/** New pairings of the next year, each with its offices and the pairs of people inside who are still there. */
export const keepPairs = async (
  unit: Unit,
  clock: Clock,
  o: Keeping,
): Promise<{ pairings: number; inside: number }> => {
  const at = clock.instant();
  const fresh = (before: PairingRow) => ({
    id: newId(clock.now().getTime()),
    district_id: before.district_id,
    programme_id: o.programmeId,
    state: 'active' as const,
    starts_on: o.startsOn,
    // A side that closes within the next year ends the pairing then.
    ends_on: before.ends_on,
    end_reason: before.end_reason,
    settings_number: 1,
    created_at: at,
    continues_id: before.id,
    version: 1,
  });
  const kept = o.pairs.map((pair) => {
    const parties = { helper_organisation_id: pair.helper.id, helped_organisation_id: pair.helped.id };
    const around = {
      ...fresh(pair.row),
      ...parties,
      helper_kind: pair.row.helper_kind,
      helper_id: pair.helper.id,
      helped_kind: pair.row.helped_kind,
      helped_id: pair.helped.id,
      findings: JSON.stringify(pair.findings),
    };
    const inside = pair.inside
      .filter(({ reason }) => reason === null)
      .map(({ row }) => ({
        ...fresh(row),
        ...parties,
        parent_id: around.id,
        inside: row.inside,
        kind: row.kind,
        helper_kind: row.helper_kind,
        helper_id: row.helper_id,
        helped_kind: row.helped_kind,
        helped_id: row.helped_id,
        findings: row.findings,
      }));
    const roles = pair.appointed.flatMap(({ role, now }) =>
      now ? [{ pairing_id: around.id, role, organisation_id: now.id }] : [],
    );
    return { around, inside, roles };
  });
  const inside = kept.flatMap((one) => one.inside);
  for (const rows of pieces(kept.map((one) => one.around))) {
    await unit.insert(pairing, ...rows);
    await breathe();
  }
  for (const rows of pieces(inside)) await unit.insert(pairing, ...rows);
  for (const rows of pieces(kept.flatMap((one) => one.roles))) await unit.insert(pairingRole, ...rows);
  for (const { around } of kept)
    await unit.audit({
      action: 'pairing.continue',
      kind: 'pairing',
      id: around.id,
      districtId: around.district_id,
      detail: { from: around.continues_id, programme: o.programmeId },
    });
  return { pairings: kept.length, inside: inside.length };
};
