import {
  acts,
  has,
  type Held,
  type Member,
  type Model,
  type Org,
  type Pairing,
  readsOrg,
  readsPairing,
  readsPerson,
  readsProgramme,
  readsRecord,
  readsTeam,
  selves,
  type Team,
  waitsFor,
} from './access-model.js';
import type { Dice } from './dice.js';

/** A question to the platform, and what the model says: the status, and how many are in a list. */
export interface Question {
  readonly url: string;
  readonly status: 200 | 404;
  readonly total?: number;
  readonly what: string;
}

/** Lists count up to here. */
const COUNTED = 1000;
const count = (n: number): number => Math.min(n, COUNTED);

const one = (url: string, what: string, may: boolean): Question => ({ url, what, status: may ? 200 : 404 });
const many = (o: { url: string; what: string; may: boolean; total: number }): Question =>
  o.may ? { url: o.url, what: o.what, status: 200, total: count(o.total) } : { url: o.url, what: o.what, status: 404 };

/** Organisations at the edge of what somebody may know: their own, what was merged into it, what stands around it. */
const around = (m: Model, by: Held): Set<string> => {
  const own = m.orgs.get(by.org)!;
  const isNear = (o: Org) => o.id === own.id || o.successor === own.id || o.parent === own.id || o.id === own.parent;
  return new Set([...m.orgs.values()].filter(isNear).map((o) => o.id));
};

/** Something to ask for: often what touches the caller's own organisation, mostly of its district. */
const near = <T extends { readonly district: string }>(
  o: { readonly m: Model; readonly by: Held; readonly dice: Dice },
  all: Iterable<T>,
  tied: (one: T) => readonly string[],
): T => {
  const { m, by, dice } = o;
  const list = [...all];
  const own = list.filter((x) => x.district === by.district);
  const edge = around(m, by);
  const close = own.filter((x) => tied(x).some((id) => edge.has(id)));
  if (close.length > 0 && dice.chance(60)) return dice.pick(close);
  return dice.pick(own.length > 0 && dice.chance(75) ? own : list);
};

const sidesOf = (g: Pairing): string[] => [g.helper.org, g.helped.org, ...g.appointed, ...g.former];

type Kind = (m: Model, by: Held, dice: Dice) => Question;

const waits =
  (state: Member['state']) =>
  (_: Model, __: Held, one: Team): boolean =>
    one.members.some((x) => x.state === state);

/** What the list of teams is narrowed to: those of people who wait among them. */
const teamFilters: readonly { readonly query: string; holds(m: Model, by: Held, one: Team): boolean }[] = [
  { query: '', holds: () => true },
  { query: '&state=open', holds: (_, __, one) => one.open },
  { query: '&mine=yes', holds: (m, by, one) => one.members.some((x) => selves(m, by).includes(x.person)) },
  { query: '&waiting=screen', holds: waits('signedUp') },
  { query: '&waiting=audit', holds: waits('screened') },
];

const kinds: readonly Kind[] = [
  (m, by, dice) => {
    const o = near({ m, by, dice }, m.orgs.values(), (org) => [org.id]);
    return one(`/api/organisations/${o.id}`, `organisation ${o.name}`, readsOrg(m, by, o));
  },
  (m, by) => ({
    ...many({
      url: '/api/organisations?state=all&size=1',
      what: 'all organisations',
      may: has(m, by, 'organisation.read'),
      total: [...m.orgs.values()].filter((o) => readsOrg(m, by, o)).length,
    }),
  }),
  (m, by) =>
    many({
      url: '/api/organisations?size=1',
      what: 'open organisations',
      may: has(m, by, 'organisation.read'),
      total: [...m.orgs.values()].filter((o) => !o.closed && readsOrg(m, by, o)).length,
    }),
  (m, by, dice) => {
    const p = near({ m, by, dice }, m.people.values(), (one) => [one.org]);
    return one(`/api/people/${p.id}/places`, `person ${p.name}`, readsPerson(m, by, p));
  },
  (m, by) =>
    many({
      url: '/api/people?size=1',
      what: 'people who are there',
      may: has(m, by, 'person.read'),
      total: [...m.people.values()].filter((p) => !p.left && readsPerson(m, by, p)).length,
    }),
  (m, by, dice) => {
    const g = near(
      { m, by, dice },
      [...m.pairings.values()].filter((one) => one.parent === null),
      sidesOf,
    );
    return one(`/api/pairings/${g.id}`, `pairing ${g.id}`, readsPairing(m, by, g));
  },
  (m, by, dice) => {
    const p = near({ m, by, dice }, m.programmes.values(), () => []);
    return many({
      url: `/api/programmes/${p.id}/pairings?size=1`,
      what: `pairings of ${p.title}`,
      may: has(m, by, 'pairing.read') && readsProgramme(m, by, p),
      total: [...m.pairings.values()].filter((g) => g.programme === p.id && g.parent === null && readsPairing(m, by, g))
        .length,
    });
  },
  (m, by, dice) => {
    const r = near(
      { m, by, dice },
      [...m.records.values()].map((rec) => ({ rec, district: m.programmes.get(rec.programme)!.district })),
      ({ rec }) => rec.pairings.flatMap((id) => sidesOf(m.pairings.get(id)!)),
    ).rec;
    return one(
      `/api/records/${r.id}`,
      `${r.draft ? 'draft' : 'record'} ${r.id}`,
      has(m, by, 'record.read') && readsRecord(m, by, r),
    );
  },
  (m, by, dice) => {
    const p = near({ m, by, dice }, m.programmes.values(), () => []);
    const [draft, state] = dice.chance(25) ? [true, '&state=draft'] : [false, ''];
    return many({
      url: `/api/programmes/${p.id}/records?size=1${state}`,
      what: `${draft ? 'drafts' : 'records'} of ${p.title}`,
      may: has(m, by, 'record.read') && readsProgramme(m, by, p, 'record.read'),
      total: [...m.records.values()].filter((r) => r.programme === p.id && r.draft === draft && readsRecord(m, by, r))
        .length,
    });
  },
  (m, by, dice) => {
    const p = near({ m, by, dice }, m.programmes.values(), () => []);
    return one(`/api/programmes/${p.id}`, `programme ${p.title}`, readsProgramme(m, by, p));
  },
  (m, by) =>
    many({
      url: '/api/programmes?size=1',
      what: 'programmes',
      may: has(m, by, 'programme.read'),
      total: [...m.programmes.values()].filter((p) => readsProgramme(m, by, p)).length,
    }),
  (m, by, dice) => {
    const team = near({ m, by, dice }, m.teams.values(), (x) => [x.place]);
    return one(`/api/teams/${team.id}`, `team ${team.name}`, readsTeam(m, by, team));
  },
  (m, by, dice) => {
    const team = near({ m, by, dice }, m.teams.values(), (x) => [x.place]);
    const p = m.programmes.get(team.programme)!;
    const asked = dice.pick(teamFilters);
    return many({
      url: `/api/programmes/${p.id}/teams?size=1${asked.query}`,
      what: `teams of ${p.title}${asked.query}`,
      may: has(m, by, 'team.read') && readsProgramme(m, by, p),
      total: [...m.teams.values()].filter((x) => x.programme === p.id && readsTeam(m, by, x) && asked.holds(m, by, x))
        .length,
    });
  },
  (m, by) =>
    many({
      url: '/api/reviews?state=open&size=1',
      what: 'what waits for agreement',
      may: has(m, by, 'review.decide'),
      total: waitsFor(m, by),
    }),
];

export const questionFor = (m: Model, by: Held, dice: Dice): Question => dice.pick(kinds)(m, by, dice);

/** Whoever may act, and now and then somebody who no longer may. */
export const callerOf = (m: Model, district: ReadonlySet<string>, dice: Dice): Held => {
  const all = [...m.held.values()].filter((h) => district.has(h.district));
  // Those into whom others were merged, and those who stand in for somebody, are where mistakes would be.
  const special = all.filter(
    (h) => acts(m, h) && (h.from !== null || [...m.orgs.values()].some((o) => o.successor === h.org)),
  );
  if (special.length > 0 && dice.chance(30)) return dice.pick(special);
  const active = all.filter((h) => acts(m, h));
  const out = all.filter((h) => !acts(m, h));
  return out.length > 0 && dice.chance(8) ? dice.pick(out) : dice.pick(active);
};
