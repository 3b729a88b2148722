import { sql } from '@xieshou/core';
import type { Base } from '../hostile/requests.js';
import { sessionOf } from '../hostile/requests.js';
import { canaryOf, type World } from '../world.js';

type Headers = Readonly<Record<string, string>>;

export interface FuzzActor {
  readonly name: string;
  headers(base: Base): Promise<Headers>;
  /** Signs in anew, as far as the account still may. */
  renew(): Promise<void>;
  /** Names that must not stand in an answer to them. */
  readonly mayNotKnow: readonly string[];
}

/** Who sends the requests: whoever may make each, several others, and somebody who is not signed in. */
export const actorsOf = async (world: World): Promise<FuzzActor[]> => {
  const of = (district: string) => [...world.orgs.keys()].filter((key) => key.startsWith(district)).map(canaryOf);
  const named = async (organisation: string, role: string) =>
    (await world.server.database.one<{ username: string }>(sql`select a.username from account a
      join assignment r on r.account_id = a.id where r.organisation_id = ${world.orgs.get(organisation)!.id}
      and r.role = ${role} order by a.username limit 1`))!.username;
  const as = async (name: string, foreign: string): Promise<FuzzActor> => {
    let who = await sessionOf(world.server, name);
    return {
      name,
      headers: async () => who,
      renew: async () => {
        who = await sessionOf(world.server, name);
      },
      mayNotKnow: of(foreign),
    };
  };
  // The requests of this world are all about the first district, by people of it.
  const right: FuzzActor = {
    name: 'whoever may',
    headers: async (base) => base.who,
    renew: async () => undefined,
    mayNotKnow: of('B'),
  };
  return [
    right,
    right,
    await as(await named('A.bureau', 'bureauOfficer'), 'B'),
    await as(await named('A.centre1', 'centreSchoolInspector'), 'B'),
    await as(await named('A.bureau', 'auditor'), 'B'),
    await as('writer-a-p1', 'B'),
    await as('writer-a-p2', 'B'),
    await as('target-a-p1', 'B'),
    await as(await named('B.bureau', 'bureauOfficer'), 'A'),
    await as('writer-b-p1', 'A'),
    {
      name: 'nobody',
      headers: async () => ({}),
      renew: async () => undefined,
      mayNotKnow: [...of('A'), ...of('B')],
    },
  ];
};
