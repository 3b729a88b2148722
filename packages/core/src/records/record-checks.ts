import type { Fields, Finding, Form, PartySnapshot, Side } from '@xieshou/sdk';
import { organisationSnapshots } from '../organisations/organisation-snapshots.js';
import type { PairingSides } from '../pairings/pairings.js';
import { teamSnapshot } from '../pairings/team-parties.js';
import type { Reads } from '../platform/database/database.js';
import { latestEntries } from '../registers/latest-entries.js';
import type { Data, WritableProgramme } from './record-rows.js';

/** What a form's own checks find, for every pairing that the record names; what they find of all alike is said once. */
export async function findingsOfChecks(
  reads: Reads,
  o: {
    readonly form: Form<Data, Fields>;
    readonly data: Data;
    readonly running: WritableProgramme;
    readonly pairings: readonly PairingSides[];
  },
): Promise<readonly Finding[]> {
  const { form, data, running } = o;
  if (!form.checks) return [];
  const ids = o.pairings.flatMap((g) => [g.helper_organisation_id, g.helped_organisation_id]);
  const seen = await organisationSnapshots(reads, [...new Set(ids)]);
  const found: Finding[] = [];
  for (const g of o.pairings) {
    const party = async (side: Side): Promise<PartySnapshot> => ({
      ...seen.get(g[`${side}_organisation_id`])!,
      ...(await partyKnown(reads, { running, pairing: g, side, on: data['on'] as string })),
    });
    const parties = { helper: await party('helper'), helped: await party('helped') };
    found.push(...form.checks(data, running.settings, parties));
  }
  return [...new Map(found.map((f) => [JSON.stringify(f), f])).values()];
}

/** What rules know of a team or a person on a side, besides their organisation. */
async function partyKnown(
  reads: Reads,
  o: {
    readonly running: WritableProgramme;
    readonly pairing: PairingSides;
    readonly side: Side;
    readonly on: string;
  },
): Promise<Pick<PartySnapshot, 'team' | 'entries'>> {
  const { running, pairing, side, on } = o;
  const id = pairing[`${side}_id`];
  if (pairing.parent_id !== null || pairing[`${side}_kind`] === 'organisation') return {};
  if (pairing[`${side}_kind`] === 'group') return { team: await teamSnapshot(reads, { team: id, on }) };
  return { entries: await latestEntries(reads, running, id) };
}
