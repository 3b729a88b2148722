import { describe, expect, it } from 'vitest';
import { findingsFor, partyOn, reasonFor } from '../../src/pairings/parties.js';
import type { Permission } from '../../src/platform/permissions.js';
import type { Reach } from '../../src/platform/scope.js';

const text = { zh: '排名', en: 'Rank' };
const found = (rule: string, field?: string) => ({ rule, outcome: 'pass', text, ...(field && { field }) });

type Kind = 'person' | 'minor' | 'organisation' | 'group';

/** A pair of students: what was found of each, of both, and of the pairing's form. */
const pair = {
  parent_id: null as string | null,
  helper_kind: 'person' as Kind,
  helper_id: 'top student',
  helper_organisation_id: 'class one',
  helped_kind: 'person' as Kind,
  helped_id: 'weak student',
  helped_organisation_id: 'class two',
  findings: JSON.stringify([
    found('rank of the helper', 'helper'),
    found('rank of the helped', 'helped'),
    found('same college'),
    found('start', 'startsOn'),
  ]),
  reason: '老师推荐',
};

const everywhere: Reach = { kind: 'all' };
const caller = (o: {
  readonly at?: string;
  readonly person?: string;
  readonly held?: Permission;
  readonly former?: string[];
}) => ({
  organisationId: o.at ?? 'elsewhere',
  former: o.former ?? [],
  ...(o.person !== undefined && { personIds: [o.person] }),
  reach: (permission: Permission) => (permission === o.held ? everywhere : undefined),
});
const adviser = caller({ held: 'register.read' });
const rulesFor = (o: Parameters<typeof caller>[0], row: Parameters<typeof findingsFor>[1] = pair) =>
  findingsFor(caller(o), row).map(({ rule }) => rule);

const ofNobody = ['same college', 'start'];
const all = ['rank of the helper', 'rank of the helped', ...ofNobody];

describe('who stands on a side of a pairing', () => {
  it('is the person who is paired', () => {
    expect(partyOn(pair, 'helper')).toEqual({ organisationId: 'class one', personId: 'top student' });
    expect(partyOn(pair, 'helped')).toEqual({ organisationId: 'class two', personId: 'weak student' });
  });

  it('is the organisation where no person is, side by side', () => {
    const mixed = { ...pair, helper_kind: 'organisation' as const };
    expect(partyOn(mixed, 'helper')).toEqual({ organisationId: 'class one', personId: null });
    expect(partyOn(mixed, 'helped').personId).toBe('weak student');
  });

  it('is the team whose members act for it, and for a child its school', () => {
    const child = { ...pair, helper_kind: 'group' as const, helped_kind: 'minor' as const };
    expect(partyOn(child, 'helper')).toEqual({ organisationId: 'class one', personId: 'top student' });
    expect(partyOn(child, 'helped')).toEqual({ organisationId: 'class two', personId: null });
  });

  it('is the organisation around a pair that is inside another pairing', () => {
    const inside = { ...pair, parent_id: 'outer' };
    expect([partyOn(inside, 'helper').personId, partyOn(inside, 'helped').personId]).toEqual([null, null]);
  });
});

describe('why two people are paired', () => {
  it('is told whole to those who read the registers', () => {
    expect(findingsFor(adviser, pair)).toEqual(JSON.parse(pair.findings));
    expect(reasonFor(adviser, pair)).toBe('老师推荐');
  });

  it('is told to nobody else of anybody else', () => {
    expect(rulesFor({ person: 'top student' })).toEqual(['rank of the helper', ...ofNobody]);
    expect(rulesFor({ person: 'weak student' })).toEqual(['rank of the helped', ...ofNobody]);
    for (const other of [
      {},
      { at: 'class one' },
      { at: 'class two', former: ['class one'] },
      { person: 'third student' },
    ])
      expect(rulesFor(other)).toEqual(ofNobody);
    expect(rulesFor({ held: 'pairing.read' })).toEqual(ofNobody);
    expect(reasonFor(caller({ held: 'pairing.read' }), pair)).toBeNull();
    expect(reasonFor(caller({ person: 'top student' }), pair)).toBeNull();
  });

  it('is no secret of organisations', () => {
    const schools = { ...pair, helper_kind: 'organisation' as const, helped_kind: 'organisation' as const };
    expect(rulesFor({}, schools)).toEqual(all);
    expect(rulesFor({}, { ...pair, parent_id: 'outer' })).toEqual(all);
    expect(rulesFor({}, { ...pair, helped_kind: 'organisation' })).toEqual(['rank of the helped', ...ofNobody]);
  });

  it('is told of a child to its school and whoever reads the registers', () => {
    const child = { ...pair, helper_kind: 'group' as const, helped_kind: 'minor' as const };
    const ofTeam = ['rank of the helper', ...ofNobody];
    expect(rulesFor({}, child)).toEqual(ofTeam);
    expect(rulesFor({ person: 'top student' }, child)).toEqual(ofTeam);
    expect(rulesFor({ at: 'class two' }, child)).toEqual(all);
    expect(rulesFor({ held: 'register.read' }, child)).toEqual(all);
  });
});
