import { Injectable } from '@nestjs/common';
import { type Finding, type Side, type Text, t } from '@xieshou/sdk';
import { actsAsPerson, policy } from '../access/policy.js';
import type { Role } from '../access/access.api.js';
import { Notifications } from '../notifications/notifications.js';
import { Clock } from '../platform/clock.js';
import type { Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { refused } from '../platform/problem.js';
import type { Unit } from '../platform/units.js';
import { isMember, type Running } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import type { PairingSides } from './pairings.js';
import { heldPairings, otherSide } from './party-changes.js';
import { pairing, pairingPerson } from './pairings.tables.js';

/** Who is to take a person's place in a pairing. */
interface Succession {
  readonly running: Running;
  readonly pairing: PairingSides;
  readonly side: Side;
  /** The person. */
  readonly to: string;
}

interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly organisation_id: string;
}

const inPerson = (Object.keys(policy) as Role[]).filter(actsAsPerson);

const somebody = ({ running, side, to }: Succession, reads: Reads): Promise<Somebody | undefined> =>
  reads.one<Somebody>(sql`select p.id, p.name, p.organisation_id from person p where p.id = ${to} and p.left_on is null
    and p.kind in ${list(running.definition?.sides[side].of?.(running.settings) ?? [])}
    and ${isMember(sql`${running.row.id}`, sql`p.organisation_id`)}`);

/** Why somebody cannot take over; undefined when they can. Whether they qualify is for those who decide after them. */
export const successorProblem = async (reads: Reads, o: Succession): Promise<Text | undefined> => {
  const { running, pairing: g, side, to } = o;
  const rule = running.definition!.sides[side];
  const [present, other] = side === 'helper' ? [g.helper_id, g.helped_id] : [g.helped_id, g.helper_id];
  if (to === present) return t('接手人就是现任，请另选一人', 'They stand there already: choose somebody else');
  if (to === other) return t('不能与自己结对，请另选一人', 'Nobody is paired with themself: choose somebody else');
  const one = await somebody(o, reads);
  if (!one)
    return t(
      `不能作为${rule.title.zh}，请另选一人`,
      `They cannot stand there (${rule.title.en}): choose somebody else`,
    );
  const account = await reads.one(sql`select a.id from account a join assignment r on r.account_id = a.id
    where a.person_id = ${to} and a.state = 'active' and r.ended_at is null and r.delegated_from is null
    and r.role in ${list(inPerson)} limit 1`);
  if (!account)
    return t(
      `${one.name}还没有以本人身份登录的账号，无法确认接手；请先开通`,
      `${one.name} has no account to act in person with, and could not agree: open one first`,
    );
  const twin = await reads.one(sql`select id from pairing where programme_id = ${g.programme_id} and state = 'active'
    and parent_id is null and helper_id = ${side === 'helper' ? to : other} and helped_id = ${side === 'helper' ? other : to}`);
  if (twin) return t(`${one.name}与对方已经结对`, `${one.name} and the other side are paired already`);
  const atMost = rule.atMost?.(running.settings);
  const holds = (await heldPairings(reads, { programmeId: g.programme_id, side, ids: [to] })).get(to) ?? 0;
  return atMost !== undefined && holds >= atMost
    ? t(
        `${one.name}已结对 ${holds} 个，达到上限 ${atMost} 个`,
        `${one.name} already holds ${holds} pairing(s), the most allowed is ${atMost}`,
      )
    : undefined;
};

/** Puts somebody in the place of a person: the pairing goes on, with its records and what has been counted. */
@Injectable()
export class Successors {
  constructor(
    private readonly clock: Clock,
    private readonly notifications: Notifications,
  ) {}

  /** `sheet` is the record with which `from` hands over, and to which the new person has agreed. */
  async takeOver(unit: Unit, o: Succession & { readonly sheet: string; readonly from: string | null }): Promise<void> {
    const { running, side, pairing: g } = o;
    // Nobody else is paired meanwhile: what is allowed at most holds for whoever takes over too.
    await unit.lock(programme, running.row.id);
    const row = await unit.one<Row<typeof pairing>>(sql`select * from pairing where id = ${g.id} and state = 'active'`);
    if (!row) throw refused('ended', t('这个结对已经结束，不能再换人', 'The pairing has ended: nobody takes over'));
    const [formerId, formerPlace] =
      side === 'helper' ? [row.helper_id, row.helper_organisation_id] : [row.helped_id, row.helped_organisation_id];
    if (formerId !== o.from)
      throw refused(
        'successor',
        t('填写交接单的人已经交接过了', 'Whoever wrote the sheet has handed over already: return this one'),
      );
    const problem = await successorProblem(unit, o);
    if (problem) throw refused('successor', problem);
    const to = (await somebody(o, unit))!;
    const at = this.clock.instant();
    await unit.insert(pairingPerson, {
      id: newId(this.clock.now().getTime()),
      pairing_id: row.id,
      side,
      person_id: formerId,
      organisation_id: formerPlace,
      record_id: o.sheet,
      until_on: this.clock.today(),
      at,
    });
    // Why the former person qualified is nobody else's business.
    const findings = (JSON.parse(row.findings) as Finding[]).filter(({ field }) => field !== side);
    const there =
      side === 'helper'
        ? { helper_id: to.id, helper_organisation_id: to.organisation_id, helper_since: at }
        : { helped_id: to.id, helped_organisation_id: to.organisation_id, helped_since: at };
    await unit.change(pairing, row, { ...there, findings: JSON.stringify(findings) });
    await unit.audit({
      action: 'pairing.person',
      kind: 'pairing',
      id: row.id,
      districtId: row.district_id,
      detail: { side, from: formerId, to: to.id, sheet: o.sheet },
    });
    await this.announce(unit, o, { to, former: { id: formerId, organisation_id: formerPlace } });
  }

  private async announce(
    unit: Unit,
    { running, side, pairing: g }: Succession,
    o: { readonly to: Somebody; readonly former: Omit<Somebody, 'name'> },
  ): Promise<void> {
    const other = otherSide(side);
    const { title } = running.definition!.sides[side];
    const partner = { id: g[`${other}_id`], organisation_id: g[`${other}_organisation_id`] };
    for (const { id, organisation_id } of [o.to, o.former, partner])
      await this.notifications.tell(unit, {
        organisationId: organisation_id,
        personId: id,
        roles: [],
        kind: 'pairing',
        programme: running.row.id,
        text: t(
          `“${running.row.title}”：${title.zh}由${g[`${side}_name`]}换为${o.to.name}`,
          `"${running.row.title}": ${o.to.name} took over from ${g[`${side}_name`]} (${title.en.toLowerCase()})`,
        ),
        // It is not the former person's to look at any more.
        ...(id === o.former.id ? {} : { link: `/pairings/${g.id}` }),
      });
  }
}
