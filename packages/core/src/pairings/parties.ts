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

/**
 * Who stands on a side of a pairing. Pairs inside a pairing act through the organisations around them, and children
 * through their school.
 */
export const partyOn = (g: Sides, side: Side): Party => {
  const kind = side === 'helper' ? g.helper_kind : g.helped_kind;
  const alone = g.parent_id === null && (kind === 'person' || kind === 'group');
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
    if (f.field !== 'helper' && f.field !== 'helped') return true;
    const kind = row[`${f.field}_kind`];
    return (
      row.parent_id !== null ||
      (kind !== 'person' && kind !== 'minor') ||
      scope.reach('register.read') !== undefined ||
      isParty(scope, partyOn(row, f.field))
    );
  });

/** Why two people are paired although one of them does not qualify: for those who read the registers. */
export const reasonFor = (scope: Pick<Scope, 'reach'>, row: Pick<PairingRow, 'reason'>): string | null =>
  scope.reach('register.read') ? row.reason : null;
