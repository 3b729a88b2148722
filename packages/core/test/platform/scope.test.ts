import Sqlite from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { compile, type Sql, sql } from '../../src/platform/database/sql.js';
import {
  inReach,
  isOwn,
  isParty,
  ownIs,
  ownOnly,
  partyIs,
  partyOf,
  type Party,
  type Reach,
} from '../../src/platform/scope.js';

/**
 * Two counties. In north: a centre school over a school and a branch, and a school beside them. `closed` was merged into
 * the branch, `older` into `closed`'s neighbour outside. Conditions are run and not read: what counts is what they find.
 */
const parents: Readonly<Record<string, string | null>> = {
  north: null,
  centre: 'north',
  school: 'centre',
  branch: 'school',
  beside: 'north',
  south: null,
  far: 'south',
  closed: 'north',
  older: 'south',
};
const successors = { closed: 'branch', older: 'far' };

const above = (id: string): string[] => [id, ...(parents[id] ? above(parents[id]) : [])];

const things = [
  { id: 'centre–beside', district: 'north', helper: 'centre', helped: 'beside', mine: 'p1', yours: null },
  { id: 'beside–school', district: 'north', helper: 'beside', helped: 'school', mine: null, yours: 'p2' },
  { id: 'branch–far', district: 'south', helper: 'branch', helped: 'far', mine: null, yours: null },
  { id: 'far–closed', district: 'north', helper: 'far', helped: 'closed', mine: 'p2', yours: 'p3' },
  { id: 'older–beside', district: 'north', helper: 'older', helped: 'beside', mine: 'p4', yours: 'p1' },
  { id: 'south–far', district: 'south', helper: 'south', helped: 'far', mine: 'p5', yours: 'p6' },
];

const database = new Sqlite(':memory:');
database.exec(`create table organisation_tree (ancestor_id text, descendant_id text);
  create table organisation_successor (organisation_id text, successor_id text);
  create table thing (id text, district text, helper text, helped text, mine text, yours text)`);
for (const id of Object.keys(parents))
  for (const ancestor of above(id)) database.prepare('insert into organisation_tree values (?, ?)').run(ancestor, id);
for (const pair of Object.entries(successors))
  database.prepare('insert into organisation_successor values (?, ?)').run(...pair);
for (const row of things)
  database.prepare('insert into thing values (@id, @district, @helper, @helped, @mine, @yours)').run(row);
afterAll(() => database.close());

const found = (condition: Sql): unknown[] => {
  // In brackets behind another condition, as every list does it.
  const piece = sql`select g.id from thing g where 1 = 1 and ${condition} order by g.rowid`;
  return database
    .prepare(compile(piece, () => '?'))
    .pluck()
    .all(...piece.values);
};

const row = { district: sql`g.district`, organisations: [sql`g.helper`, sql`g.helped`] };
const withPeople = { ...row, people: [sql`g.mine`, sql`g.yours`] };
const within = (reach: Reach | undefined, of: Parameters<typeof inReach>[1] = withPeople) => found(inReach(reach, of));

const subtree = (organisationId: string): Reach => ({ kind: 'subtree', organisationId });
const own = (organisationId: string, ...former: string[]): Reach => ({ kind: 'own', organisationId, former });
const self = (...personIds: string[]): Reach => ({ kind: 'self', personIds });

describe('what is in reach', () => {
  it('is nothing without the permission', () => {
    expect(within(undefined)).toEqual([]);
  });

  it('is everything for who reaches everything', () => {
    expect(within({ kind: 'all' })).toEqual(things.map(({ id }) => id));
  });

  it('is what a district owns, whoever stands in it', () => {
    const of = (districtId: string) => within({ kind: 'district', districtId });
    expect(of('north')).toEqual(['centre–beside', 'beside–school', 'far–closed', 'older–beside']);
    expect(of('south')).toEqual(['branch–far', 'south–far']);
    expect(of('centre')).toEqual([]);
  });

  it('is an organisation and all below it, on either side, with what was merged into any of them', () => {
    expect(within(subtree('centre'))).toEqual(['centre–beside', 'beside–school', 'branch–far', 'far–closed']);
    expect(within(subtree('school'))).toEqual(['beside–school', 'branch–far', 'far–closed']);
    expect(within(subtree('branch'))).toEqual(['branch–far', 'far–closed']);
    expect(within(subtree('beside'))).toEqual(['centre–beside', 'beside–school', 'older–beside']);
    expect(within(subtree('far'))).toEqual(['branch–far', 'far–closed', 'older–beside', 'south–far']);
    expect(within(subtree('nowhere'))).toEqual([]);
  });

  it('looks at each column that ties a row to organisations, and at no other', () => {
    expect(within(subtree('centre'), { ...row, organisations: [sql`g.helper`] })).toEqual([
      'centre–beside',
      'branch–far',
    ]);
    expect(within(subtree('centre'), { ...row, organisations: [sql`g.helped`] })).toEqual([
      'beside–school',
      'far–closed',
    ]);
    expect(within(own('beside'), { ...row, organisations: [sql`g.helped`] })).toEqual([
      'centre–beside',
      'older–beside',
    ]);
    expect(within(self('p2'), { ...row, people: [sql`g.mine`] })).toEqual(['far–closed']);
  });

  it('is one organisation and not those below it, with what was merged into it', () => {
    expect(within(own('centre'))).toEqual(['centre–beside']);
    expect(within(own('school'))).toEqual(['beside–school']);
    expect(within(own('branch'))).toEqual(['branch–far']);
    expect(within(own('branch', 'closed'))).toEqual(['branch–far', 'far–closed']);
    expect(within(own('branch', 'closed', 'older'))).toEqual(['branch–far', 'far–closed', 'older–beside']);
    expect(within(own('nowhere'))).toEqual([]);
  });

  it('is what concerns the person, under whichever registration was found to be theirs', () => {
    expect(within(self('p1'))).toEqual(['centre–beside', 'older–beside']);
    expect(within(self('p2', 'p6'))).toEqual(['beside–school', 'far–closed', 'south–far']);
    expect(within(self('nobody'))).toEqual([]);
    expect(within(self())).toEqual([]);
  });

  it('is nothing for a person where rows concern nobody', () => {
    expect(within(self('p1'), row)).toEqual([]);
  });

  it('stays one condition beside others', () => {
    for (const reach of [subtree('centre'), own('branch', 'closed'), self('p1', 'p2')])
      expect(found(sql`${inReach(reach, withPeople)} and g.id = 'south–far'`)).toEqual([]);
  });
});

describe('the caller’s own organisation', () => {
  it('is found in a column, with those merged into it', () => {
    expect(found(ownIs(sql`g.helped`, { organisationId: 'beside', former: [] }))).toEqual([
      'centre–beside',
      'older–beside',
    ]);
    expect(found(ownIs(sql`g.helped`, { organisationId: 'school', former: ['closed'] }))).toEqual([
      'beside–school',
      'far–closed',
    ]);
  });

  it('is told the same outside a query', () => {
    const scope = { organisationId: 'branch', former: ['closed', 'older'] };
    expect(['branch', 'closed', 'older', 'school', ''].map((id) => isOwn(scope, id))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('is as far as some permissions go', () => {
    const reaches = [own('school'), self('p1'), subtree('school'), { kind: 'all' } as const, undefined];
    expect(reaches.map(ownOnly)).toEqual([true, true, false, false, false]);
    expect(ownOnly({ kind: 'district', districtId: 'north' })).toBe(false);
  });
});

describe('the party as whom somebody acts', () => {
  const school = { organisationId: 'beside', former: [] };
  const merged = { organisationId: 'branch', former: ['older'] };
  const student = { organisationId: 'beside', former: [], personIds: ['p1', 'p4'] };
  const stranger = { organisationId: 'beside', former: [], personIds: ['p9'] };
  const nobody = { organisationId: 'beside', former: [], personIds: [] };

  it('is the organisation, or the person under the first registration', () => {
    expect(partyOf(school)).toEqual({ organisationId: 'beside', personId: null });
    expect(partyOf(student)).toEqual({ organisationId: 'beside', personId: 'p1' });
    expect(partyOf(nobody)).toEqual({ organisationId: 'beside', personId: null });
  });

  const at = (organisationId: string, personId: string | null): Party => ({ organisationId, personId });

  it('is the organisation where no person acts for itself', () => {
    expect([at('beside', null), at('beside', 'p1'), at('school', null)].map((p) => isParty(school, p))).toEqual([
      true,
      false,
      false,
    ]);
    expect([at('branch', null), at('older', null), at('older', 'p4')].map((p) => isParty(merged, p))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is the person wherever it is, and never its organisation', () => {
    const parties = [at('beside', 'p1'), at('school', 'p4'), at('beside', 'p2'), at('beside', null)];
    expect(parties.map((party) => isParty(student, party))).toEqual([true, true, false, false]);
    expect(parties.map((party) => isParty(nobody, party))).toEqual([false, false, false, false]);
  });

  it('is found by a query exactly where it is told outside of it', () => {
    for (const scope of [school, merged, student, stranger, nobody]) {
      for (const [organisation, person] of [['helper', 'mine'] as const, ['helped', 'yours'] as const]) {
        const column =
          organisation === 'helper'
            ? { organisation: sql`g.helper`, person: sql`g.mine` }
            : { organisation: sql`g.helped`, person: sql`g.yours` };
        const told = things.filter((g) => isParty(scope, at(g[organisation], g[person]))).map(({ id }) => id);
        expect(found(partyIs(scope, column))).toEqual(told);
      }
    }
    expect(found(partyIs(school, { organisation: sql`g.helper`, person: sql`g.mine` }))).toEqual(['beside–school']);
    expect(found(partyIs(student, { organisation: sql`g.helper`, person: sql`g.mine` }))).toEqual([
      'centre–beside',
      'older–beside',
    ]);
  });

  it('stays one condition beside others', () => {
    const condition = partyIs(school, { organisation: sql`g.helper`, person: sql`g.mine` });
    const others = things.map(({ id }) => id).filter((id) => id !== 'beside–school');
    expect(found(sql`not ${condition}`)).toEqual(others);
  });
});
