import {
  arranges,
  covers,
  has,
  type Held,
  isMate,
  type Model,
  type Pairing,
  type Person,
  readsOrg,
  readsPairing,
  readsPerson,
  readsProgramme,
  readsRecord,
  readsTeam,
  relation,
  selves,
  type Team,
  upwards,
  writes,
} from './access-model.js';

/** The organisation that one has become. */
const nowAt = (m: Model, org: string): string => m.orgs.get(org)!.successor ?? org;

const isSchool = (kind: string): boolean => kind === 'school' || kind === 'centreSchool';

/** A child: a student of a school or of a class of one. */
const isPupil = (m: Model, p: Person): boolean => {
  const at = m.orgs.get(p.org)!;
  const inClass = at.kind === 'class' && at.parent !== null && isSchool(m.orgs.get(at.parent)!.kind);
  return p.kind === 'student' && (isSchool(at.kind) || inClass);
};

const inPerson = (by: Held): boolean => relation(by, 'pairing.read') === 'self';

/** At a place and at the school around a class, the children there are known by name. */
const knowsPlace = (m: Model, by: Held, id: string): boolean => {
  const at = m.orgs.get(id)!;
  return (
    !inPerson(by) &&
    (nowAt(m, id) === by.org || (at.kind === 'class' && at.parent !== null && nowAt(m, at.parent) === by.org))
  );
};

/** Whoever pairs in the owner's name knows the children of the programme, in what belongs to it. */
const runs = (m: Model, by: Held, owner: string): boolean =>
  !inPerson(by) && relation(by, 'pairing.write') !== undefined && nowAt(m, owner) === by.org;

/** The helped child of a pairing by name: class, school, officers of the owner, and whoever is paired, while it lasts. */
const knowsChild = (m: Model, by: Held, g: Pairing): boolean =>
  inPerson(by)
    ? !g.ended && readsPairing(m, by, g)
    : knowsPlace(m, by, g.helped.org) || runs(m, by, m.programmes.get(g.programme)!.owner);

/** Of a team: who looks after it knows everybody, a member everybody who was ever one, all others who leads it. */
const knownIn = (m: Model, by: Held, one: Team): string[] => {
  const own = selves(m, by);
  const mate = isMate(m, by, one);
  const runsIt = runs(m, by, m.programmes.get(one.programme)!.owner);
  return one.members
    .filter((x) => !inPerson(by) || own.includes(x.person) || (mate && x.joined) || x.person === one.leader)
    .map((x) => x.person)
    .filter((id) => {
      const p = m.people.get(id)!;
      return mate || runsIt || own.includes(id) || !isPupil(m, p) || knowsPlace(m, by, p.org);
    });
};

/** Names that may stand in an answer to somebody; `inside` what belongs to a programme. */
export const mayKnow = (m: Model, by: Held, { inside }: { readonly inside: boolean }): Set<string> => {
  const texts = new Set<string>();
  const orgs = new Set<string>(upwards(m, by.org));
  const people = new Set<string>(selves(m, by));
  const programmes = [...m.programmes.values()].filter((p) => readsProgramme(m, by, p));
  const add = (...ids: (string | null)[]) => ids.forEach((id) => id !== null && orgs.add(id));
  for (const o of m.orgs.values()) if (readsOrg(m, by, o)) add(...upwards(m, o.id), o.successor);
  for (const p of m.people.values())
    if (readsPerson(m, by, p)) {
      if (!isPupil(m, p) || knowsPlace(m, by, p.org) || (inside && programmes.some((one) => runs(m, by, one.owner))))
        people.add(p.id);
      add(p.org, ...p.before);
    }
  for (const p of programmes) add(p.owner, ...p.chosen.map((c) => c.org));
  for (const g of m.pairings.values())
    if (readsPairing(m, by, g)) {
      add(g.helper.org, g.helped.org, ...g.appointed, ...g.former);
      if (g.parent !== null) add(...m.pairings.get(g.parent)!.appointed);
      const team = g.helper.person === null ? undefined : m.teams.get(g.helper.person);
      if (team) texts.add(team.name);
      for (const id of g.told) people.add(id);
      for (const one of [team ? null : g.helper.person, g.child && !knowsChild(m, by, g) ? null : g.helped.person])
        if (one !== null) {
          people.add(one);
          const next = m.people.get(one)!.successor;
          if (next !== null) people.add(next);
        }
    }
  for (const one of m.teams.values())
    if (readsTeam(m, by, one)) {
      texts.add(one.name);
      add(one.place);
      for (const id of knownIn(m, by, one)) people.add(id);
      for (const x of one.members) if (!inPerson(by) || selves(m, by).includes(x.person)) texts.add(x.statement);
    }
  // The audit log names whatever something was done to, also a team that is paired with nobody.
  for (const one of m.teams.values())
    if (covers(m, { by, permission: 'audit.read', district: one.district, orgs: [] })) texts.add(one.name);
  // Anybody chooses who is to stand in for them from those who act at the same place.
  for (const h of m.held.values()) {
    const { person } = m.accounts.get(h.account)!;
    if (h.org !== by.org || person === null) continue;
    const p = m.people.get(person)!;
    if (!isPupil(m, p) || knowsPlace(m, by, p.org)) people.add(person);
  }
  // Whoever writes of a visit chooses who received it from the other side's staff, and who keeps the minutes from their own.
  for (const g of m.pairings.values())
    if (!g.ended && g.parent === null && g.helper.person === null && has(m, by, 'record.write'))
      for (const [side, offered] of [
        [g.helper, g.helped],
        [g.helper, g.helper],
        [g.helped, g.helped],
      ] as const)
        if (writes(m, by, { org: side.org, person: null }))
          for (const p of m.people.values())
            if (!p.left && p.kind === 'teacher' && nowAt(m, p.org) === nowAt(m, offered.org)) people.add(p.id);
  // Whoever may arrange pairs of people inside a pairing chooses from the staff of both sides.
  for (const g of m.pairings.values())
    if (!g.ended && g.parent === null && g.helper.person === null && arranges(m, by, g))
      for (const p of m.people.values())
        if (!p.left && p.kind === 'teacher' && [g.helper, g.helped].some((s) => nowAt(m, s.org) === nowAt(m, p.org)))
          people.add(p.id);
  for (const r of m.records.values())
    if (readsRecord(m, by, r)) {
      add(r.writer.org, m.orgs.get(r.writer.org)!.successor);
      for (const id of r.named) if (!isPupil(m, m.people.get(id)!)) people.add(id);
    }
  return new Set([
    ...[...orgs].map((id) => m.orgs.get(id)!.name),
    ...[...people].map((id) => m.people.get(id)!.name),
    ...programmes.map((p) => p.title),
    ...texts,
  ]);
};
