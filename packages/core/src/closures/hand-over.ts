import { assignment } from '../access/access.tables.js';
import { keepEvent } from '../organisations/organisation-events.js';
import type { FoundOrganisation } from '../organisations/organisation-view.js';
import { organisationSuccessor } from '../organisations/organisations.tables.js';
import { personPlace } from '../people/people.tables.js';
import type { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import type { Unit } from '../platform/units.js';
import { isMember } from '../programmes/programmes.js';

interface HandOver {
  readonly from: string;
  readonly into: FoundOrganisation;
  readonly on: string;
  readonly reason: string;
  readonly userId: string;
}

/** Everything that an organisation leaves to the one it is merged into, but for its pairings. */
export const handOver = async (unit: Unit, clock: Clock, o: HandOver): Promise<void> => {
  await movePeople(unit, clock, o);
  await moveRoles(unit, clock, o);
  await moveWork(unit, o);
  await joinProgrammes(unit, o);
  // Whoever was merged into it earlier is answered for by the same one now.
  await unit.run(sql`update organisation_successor set successor_id = ${o.into.id} where successor_id = ${o.from}`);
  await unit.insert(organisationSuccessor, { organisation_id: o.from, successor_id: o.into.id });
  await keepEvent(unit, clock, {
    organisation_id: o.from,
    kind: 'merge',
    on_day: o.on,
    other_id: o.into.id,
    reason: o.reason,
    user_id: o.userId,
  });
};

/** Those who are there move; those who left before stay where they were. A number that is taken is cleared. */
const movePeople = async (unit: Unit, clock: Clock, { from, into, on, userId }: HandOver): Promise<void> => {
  const people = await unit.all<{ id: string }>(
    sql`select id from person where organisation_id = ${from} and left_on is null order by id`,
  );
  if (people.length === 0) return;
  await unit.insert(
    personPlace,
    ...people.map(({ id }) => ({
      id: newId(clock.now().getTime()),
      person_id: id,
      organisation_id: from,
      until_on: on,
      why: 'merge' as const,
      user_id: userId,
      at: clock.instant(),
    })),
  );
  await unit.run(sql`update person set code = null where organisation_id = ${from} and left_on is null
    and code in (select code from person where organisation_id = ${into.id} and code is not null)`);
  await unit.run(sql`update person set organisation_id = ${into.id}, version = version + 1
    where organisation_id = ${from} and left_on is null`);
};

/** Accounts keep their roles, at the other organisation; who held the same role at both holds it once. */
const moveRoles = async (unit: Unit, clock: Clock, { from, into }: HandOver): Promise<void> => {
  const at = clock.instant();
  const held = await unit.all<Row<typeof assignment>>(
    sql`select * from assignment where organisation_id = ${from} and ended_at is null order by id`,
  );
  const there = await unit.all<Row<typeof assignment>>(
    sql`select * from assignment where organisation_id = ${into.id} and ended_at is null`,
  );
  const moving = held.filter((a) => !there.some((b) => b.account_id === a.account_id && b.role === a.role));
  await unit.run(sql`update assignment set ended_at = ${at} where organisation_id = ${from} and ended_at is null`);
  if (moving.length > 0)
    await unit.insert(
      assignment,
      ...moving.map((a) => ({
        ...a,
        id: newId(clock.now().getTime()),
        organisation_id: into.id,
        district_id: into.district_id,
        created_at: at,
      })),
    );
};

/** What it had begun, and what waited for it. Records that were handed in keep who wrote them. */
const moveWork = async (unit: Unit, { from, into }: HandOver): Promise<void> => {
  await unit.run(sql`update record set writer_organisation_id = ${into.id}, version = version + 1
    where writer_organisation_id = ${from} and state = 'draft'`);
  await unit.run(sql`update review set organisation_id = ${into.id}, version = version + 1
    where organisation_id = ${from} and state = 'open'`);
  // People and teams take their pairings along.
  await unit.run(
    sql`update team set organisation_id = ${into.id}, version = version + 1 where organisation_id = ${from}`,
  );
  await unit.run(sql`update pairing set helper_organisation_id = ${into.id}, version = version + 1
    where helper_organisation_id = ${from} and helper_kind <> 'organisation' and parent_id is null and state = 'active'`);
  await unit.run(sql`update pairing set helped_organisation_id = ${into.id}, version = version + 1
    where helped_organisation_id = ${from} and helped_kind <> 'organisation' and parent_id is null and state = 'active'`);
  await unit.run(sql`update pairing_role set organisation_id = ${into.id} where organisation_id = ${from}
    and pairing_id in (select id from pairing where state = 'active')`);
};

/** Programmes that it was chosen for, or takes part in, are for the other one too. */
const joinProgrammes = async (unit: Unit, { from, into }: HandOver): Promise<void> => {
  await unit.run(sql`insert into programme_organisation (programme_id, organisation_id, mode)
    select p.id, ${into.id}, 'self' from programme p where p.state <> 'closed'
    and not ${isMember(sql`p.id`, sql`${into.id}`)}
    and (exists (select 1 from programme_organisation mine where mine.programme_id = p.id and mine.organisation_id = ${from})
      or exists (select 1 from pairing g where g.programme_id = p.id and g.state = 'active'
        and (g.helper_organisation_id = ${into.id} or g.helped_organisation_id = ${into.id})))`);
};
