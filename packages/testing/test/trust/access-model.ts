import { policy, type Role } from '@xieshou/core';

/**
 * Who may know what, said again without a database: organisations with their parents as a map, and everything else as
 * plain objects that refer to each other by id. The oracle compares the platform's answers with these few lines.
 */
export interface Org {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly district: string;
  parent: string | null;
  /** The last day is over. */
  closed: boolean;
  successor: string | null;
}
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly kind: 'teacher' | 'student';
  readonly district: string;
  org: string;
  /** Where they were before: whoever reads them reads it. */
  readonly before: string[];
  left: boolean;
  /** The registration that this one is read as. */
  successor: string | null;
}
export interface Account {
  readonly id: string;
  readonly username: string;
  person: string | null;
  active: boolean;
}
export interface Held {
  id: string;
  readonly account: string;
  readonly role: Role;
  readonly district: string;
  org: string;
  ended: boolean;
  /** The role it stands in for. */
  readonly from: string | null;
}
export interface Programme {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly district: string;
  /** The form and the register that are read and written in it. */
  readonly form: 'visit' | 'session';
  readonly register: 'training' | 'results' | 'children';
  readonly chosen: { readonly org: string; readonly subtree: boolean }[];
}
export interface Side {
  org: string;
  /** Whoever stands there: a person, or a team. */
  readonly person: string | null;
}
/** A group that stands on a side, and everybody who signed up for it, was in it, or is. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly programme: string;
  readonly district: string;
  readonly place: string;
  leader: string;
  open: boolean;
  readonly members: Member[];
}
export interface Member {
  readonly id: string;
  readonly person: string;
  readonly statement: string;
  state: 'signedUp' | 'screened' | 'member' | 'returned' | 'left';
  /** Was audited at some time. */
  joined: boolean;
}
export interface Pairing {
  readonly id: string;
  readonly programme: string;
  readonly district: string;
  readonly helper: Side;
  readonly helped: Side;
  readonly appointed: string[];
  /** The pairing of organisations around two people. */
  readonly parent: string | null;
  /** The helped side is a child, for whom the place acts. */
  readonly child: boolean;
  /** Named in why it was made, which stays as it was written. */
  readonly told: readonly string[];
  ended: boolean;
  /** Organisations that stood on a side before. */
  readonly former: string[];
}
export interface Rec {
  readonly id: string;
  readonly programme: string;
  readonly pairings: readonly string[];
  readonly writer: Side;
  readonly draft: boolean;
  /** People who are named in it. */
  readonly named: readonly string[];
  /** Who is asked to agree, pairing by pairing. */
  readonly asked: Side[];
}

type Permission = keyof (typeof policy)[Role];
export type Model = ReturnType<typeof emptyModel>;

export const emptyModel = () => ({
  orgs: new Map<string, Org>(),
  people: new Map<string, Person>(),
  accounts: new Map<string, Account>(),
  held: new Map<string, Held>(),
  programmes: new Map<string, Programme>(),
  pairings: new Map<string, Pairing>(),
  records: new Map<string, Rec>(),
  teams: new Map<string, Team>(),
});

/** An organisation and all above it. */
export const upwards = (m: Model, id: string): string[] => {
  const above: string[] = [];
  for (let at: string | null = id; at !== null; at = m.orgs.get(at)!.parent) above.push(at);
  return above;
};

/** Whether somebody may still act in a role. */
export const acts = (m: Model, h: Held): boolean => {
  const delegator = h.from === null ? undefined : m.held.get(h.from)!;
  return (
    !h.ended &&
    m.accounts.get(h.account)!.active &&
    !m.orgs.get(h.org)!.closed &&
    (!delegator || (!delegator.ended && m.accounts.get(delegator.account)!.active))
  );
};

/** As whom a student acts: themself, and registrations that were found to be theirs. */
export const selves = (m: Model, h: Held): string[] => {
  const { person } = m.accounts.get(h.account)!;
  return person === null
    ? []
    : [person, ...[...m.people.values()].filter((p) => p.successor === person).map((p) => p.id)];
};

/** The same, and the teams that they are members of: what a team stands for, its members do. */
const acting = (m: Model, h: Held): string[] => {
  const own = selves(m, h);
  const mine = [...m.teams.values()].filter((one) =>
    one.members.some((x) => x.state === 'member' && own.includes(x.person)),
  );
  return [...own, ...mine.map((one) => one.id)];
};

export const relation = (h: Held, permission: Permission): (typeof policy)[Role][Permission] =>
  policy[h.role][permission];

/** Whether a permission covers something that is tied to a district, to organisations and to people. */
export const covers = (
  m: Model,
  o: {
    readonly by: Held;
    readonly permission: Permission;
    readonly district: string;
    readonly orgs: readonly string[];
    readonly people?: readonly (string | null)[];
  },
): boolean => {
  const { by } = o;
  const own = relation(by, o.permission);
  if (own === undefined) return false;
  if (own === 'all') return true;
  // Nothing that is tied to one district is tied to organisations or people of another.
  if (o.district !== by.district) return false;
  // What has been merged counts as the organisation that goes on.
  const now = o.orgs.flatMap((id) => [id, m.orgs.get(id)!.successor ?? id]);
  switch (own) {
    case 'district':
      return true;
    case 'subtree':
      return now.some((id) => upwards(m, id).includes(by.org));
    case 'own':
      return now.includes(by.org);
    case 'self':
      return (o.people ?? []).some((id) => id !== null && acting(m, by).includes(id));
  }
};

export const readsOrg = (m: Model, by: Held, org: Org): boolean =>
  covers(m, { by, permission: 'organisation.read', district: org.district, orgs: [org.id] });

export const readsPerson = (m: Model, by: Held, person: Person): boolean =>
  covers(m, { by, permission: 'person.read', district: person.district, orgs: [person.org] });

export const readsPairing = (m: Model, by: Held, g: Pairing): boolean =>
  covers(m, {
    by,
    permission: 'pairing.read',
    district: g.district,
    orgs: [g.helper.org, g.helped.org, ...(g.parent === null ? g : m.pairings.get(g.parent)!).appointed],
    people: [g.helper.person, g.helped.person],
  });

export const arranges = (m: Model, by: Held, g: Pairing): boolean =>
  covers(m, {
    by,
    permission: 'pairing.arrange',
    district: g.district,
    orgs: [g.helper.org, g.helped.org, ...g.appointed],
    people: [g.helper.person, g.helped.person],
  });

const isMember = (m: Model, p: Programme, id: string): boolean =>
  p.chosen.some((c) => c.org === id || (c.subtree && upwards(m, id).includes(c.org)));

/** A programme, as far as a permission to something in it reaches: what is done there comes after. */
export const readsProgramme = (
  m: Model,
  by: Held,
  p: Programme,
  permission: 'programme.read' | 'record.read' = 'programme.read',
): boolean => {
  const own = relation(by, permission);
  if (own === 'all' || own === 'district' || own === undefined || p.district !== by.district)
    return covers(m, { by, permission, district: p.district, orgs: [] });
  const pairings = [...m.pairings.values()].filter((g) => g.programme === p.id);
  if (own === 'self') return pairings.some((g) => g.parent === null && readsPairing(m, by, g));
  const mine = [...m.orgs.values()]
    .filter((o) => covers(m, { by, permission, district: o.district, orgs: [o.id] }))
    .map((o) => o.id);
  return (
    mine.includes(p.owner) ||
    mine.some((id) => isMember(m, p, id)) ||
    pairings.some((g) => [g.helper.org, g.helped.org, ...g.appointed].some((id) => mine.includes(id)))
  );
};

export const writes = (m: Model, by: Held, writer: Side): boolean =>
  relation(by, 'record.write') === 'self'
    ? writer.person !== null && acting(m, by).includes(writer.person)
    : writer.person === null && (m.orgs.get(writer.org)!.successor ?? writer.org) === by.org;

export const readsRecord = (m: Model, by: Held, r: Rec): boolean =>
  r.draft
    ? relation(by, 'record.write') !== undefined && writes(m, by, r.writer)
    : relation(by, 'record.read') !== undefined &&
      r.pairings.some((id) => {
        const g = m.pairings.get(id)!;
        return covers(m, {
          by,
          permission: 'record.read',
          district: g.district,
          orgs: [g.helper.org, g.helped.org, ...(g.parent === null ? g : m.pairings.get(g.parent)!).appointed],
          people: [g.helper.person, g.helped.person],
        });
      });

/** How many agreements wait for the caller. */
export const waitsFor = (m: Model, by: Held): number => {
  const own = relation(by, 'review.decide');
  const asked = [...m.records.values()].flatMap((r) => r.asked);
  if (own === undefined) return 0;
  if (own === 'self') return asked.filter((s) => s.person !== null && acting(m, by).includes(s.person)).length;
  return asked.filter((s) => s.person === null && (m.orgs.get(s.org)!.successor ?? s.org) === by.org).length;
};

/** A role that speaks for one person says nothing where the account is nobody's, or whoever stands in is somebody else. */
export const has = (m: Model, h: Held, permission: Permission): boolean => {
  const own = relation(h, permission);
  return own !== undefined && (own !== 'self' || m.accounts.get(h.account)!.person !== null);
};

/** Who looks after its college sees a team; a student one that they may join, and one that they signed up for or are in. */
export const readsTeam = (m: Model, by: Held, one: Team): boolean =>
  has(m, by, 'team.read') &&
  readsProgramme(m, by, m.programmes.get(one.programme)!) &&
  (relation(by, 'team.read') === 'self'
    ? upwards(m, by.org).includes(one.place) || one.members.some((x) => selves(m, by).includes(x.person))
    : covers(m, { by, permission: 'team.read', district: one.district, orgs: [one.place] }));

export const isMate = (m: Model, by: Held, one: Team): boolean =>
  one.members.some((x) => x.state === 'member' && selves(m, by).includes(x.person));
