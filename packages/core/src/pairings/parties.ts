import type { Finding, Side } from '@xieshou/sdk';
import type { Row } from '../platform/database/table.js';
import { isParty, type Party, type Scope } from '../platform/scope.js';
import type { pairing } from './pairings.tables.js';

type PairingRow = Row<typeof pairing>;
type Sides = Pick<
  PairingRow,
  | 'parent_id'
  | 'helper_kind'
  | 'helper_id'
  | 'helper_organisation_id'
  | 'helped_kind'
  | 'helped_id'
  | 'helped_organisation_id'
>;

/** Who stands on a side of a pairing. Pairs inside a pairing act through the organisations around them. */
export const partyOn = (g: Sides, side: Side): Party => {
  const alone = g.parent_id === null && (side === 'helper' ? g.helper_kind : g.helped_kind) === 'person';
  return side === 'helper'
    ? { organisationId: g.helper_organisation_id, personId: alone ? g.helper_id : null }
    : { organisationId: g.helped_organisation_id, personId: alone ? g.helped_id : null };
};

type Reader = Pick<Scope, 'organisationId' | 'former' | 'personIds' | 'reach'>;

/**
 * Why both are eligible, as far as the caller may know: what a programme found of a person is for those who read the
 * registers that it is found in, and for that person.
 */
export const findingsFor = (scope: Reader, row: Sides & Pick<PairingRow, 'findings'>): Finding[] =>
  (JSON.parse(row.findings) as Finding[]).filter((f) => {
    const about = f.field === 'helper' || f.field === 'helped' ? partyOn(row, f.field) : undefined;
    return !about?.personId || scope.reach('register.read') !== undefined || isParty(scope, about);
  });

/** Why two people are paired although one of them does not qualify: for those who read the registers. */
export const reasonFor = (scope: Pick<Scope, 'reach'>, row: Pick<PairingRow, 'reason'>): string | null =>
  scope.reach('register.read') ? row.reason : null;
