import { Injectable } from '@nestjs/common';
import { type Inside, isDay, type ProgrammeDefinition, type Side, t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import type { Reads } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { conflict, invalid, type ProblemField } from '../platform/problem.js';
import { isOwn, type Scope } from '../platform/scope.js';
import type { Unit } from '../platform/units.js';
import { engaged } from './inside-limits.js';
import { offerColumns, offerFrom, type OfferRow } from './inside-rows.js';
import { pairingOffer } from './offers.tables.js';
import { pairingInReach, type PairingRow } from './pairings.js';
import { pairing } from './pairings.tables.js';

/** Two people of the two sides, what they are paired in, and from when. */
export interface Arranged {
  readonly inside: string;
  readonly kind: string;
  readonly helper: string;
  readonly helped: string;
  readonly startsOn: string;
}

const sides = ['helper', 'helped'] as const;

/** The rule for a kind of pairs of people, or a mistake at its field. */
export const insideRule = (definition: ProgrammeDefinition, key: string): Inside => {
  const rule = Object.hasOwn(definition.inside, key) ? definition.inside[key] : undefined;
  if (!rule) throw invalid([{ field: 'inside', text: t('该项目没有这种结对', 'The programme has no such pairs') }]);
  return rule;
};

/** How two people become a pair: at once, or once both organisations have agreed. The programme is locked by the caller. */
@Injectable()
export class Arranging {
  constructor(
    private readonly clock: Clock,
    private readonly notifications: Notifications,
  ) {}

  /** Pairs two people, or offers them to both sides; answers the id of the pair or offer. */
  async arrange(
    unit: Unit,
    scope: Scope,
    o: { readonly around: PairingRow; readonly rule: Inside; readonly arranged: Arranged; readonly at?: string },
  ): Promise<{ id: string; state: 'active' | 'waiting' }> {
    const { around, rule, arranged } = o;
    if (around.state === 'ended')
      throw conflict('ended', t('两校的结对已经结束', 'The pairing of the two schools has ended'));
    const errors = await this.problems(unit, scope, o);
    if (errors.length > 0) throw invalid(errors.map((e) => ({ ...e, field: `${o.at ?? ''}${e.field}` })));
    const id = newId(this.clock.now().getTime());
    if (rule.agreedBy) await this.offer(unit, scope, { ...o, id });
    else await this.pair(unit, { around, arranged, id });
    await unit.audit({
      action: rule.agreedBy ? 'pairing.offer' : 'pairing.arrange',
      kind: 'pairing',
      id: rule.agreedBy ? around.id : id,
      districtId: around.district_id,
      detail: { parent: around.id, pair: id, inside: arranged.inside, kind: arranged.kind },
    });
    return { id, state: rule.agreedBy ? 'waiting' : 'active' };
  }

  /** From now on they are a pair. */
  async pair(
    unit: Unit,
    o: { readonly around: PairingRow; readonly arranged: Arranged; readonly id: string },
  ): Promise<void> {
    const { around, arranged, id } = o;
    await unit.insert(pairing, {
      id,
      district_id: around.district_id,
      programme_id: around.programme_id,
      parent_id: around.id,
      inside: arranged.inside,
      kind: arranged.kind,
      helper_kind: 'person',
      helper_id: arranged.helper,
      helper_organisation_id: around.helper_organisation_id,
      helped_kind: 'person',
      helped_id: arranged.helped,
      helped_organisation_id: around.helped_organisation_id,
      state: 'active',
      starts_on: arranged.startsOn,
      findings: '[]',
      settings_number: around.settings_number,
      created_at: this.clock.instant(),
      version: 1,
    });
  }

  /** Everything that stands against two people being a pair; `but` is an offer of theirs. */
  async problems(
    reads: Reads,
    scope: Scope,
    o: { readonly around: PairingRow; readonly rule: Inside; readonly arranged: Arranged; readonly but?: string },
  ): Promise<ProblemField[]> {
    const { around, rule, arranged } = o;
    const errors: ProblemField[] = [];
    if (!rule.kind.choices.some(({ value }) => value === arranged.kind))
      errors.push({
        field: 'kind',
        text: t(`请选择${rule.kind.title.zh}`, `Choose the ${rule.kind.title.en.toLowerCase()}`),
      });
    for (const side of sides)
      if (!(await this.isOf(reads, arranged[side], around, side)))
        errors.push({
          field: side,
          text: t(`${rule[side].zh}不在可选人员中`, `${rule[side].en}: this person cannot be chosen`),
        });
    if (!isDay(arranged.startsOn) || arranged.startsOn < around.starts_on)
      errors.push({
        field: 'startsOn',
        text: t(
          `开始日期不得早于两校结对的日期 ${around.starts_on}`,
          `It cannot start before the schools’ pairing, on ${around.starts_on}`,
        ),
      });
    const others = (
      await engaged(reads, {
        programme: around.programme_id,
        inside: arranged.inside,
        seen: pairingInReach(scope.reach('pairing.read')),
        people: [arranged.helper, arranged.helped],
      })
    ).filter(({ id }) => id !== o.but);
    const twin = others.some(({ helper, helped }) => helper === arranged.helper && helped === arranged.helped);
    if (twin) errors.push({ field: 'helped', text: t('这两人已经结对', 'These two are paired already') });
    for (const side of twin || rule.atMost === undefined ? [] : sides) {
      const own = others.filter(({ helper, helped }) => helper === arranged[side] || helped === arranged[side]);
      if (own.length < rule.atMost!) continue;
      // Of a pair with another school, only who reads it learns with whom.
      const pairs = own.filter(({ seen }) => Number(seen) === 1);
      const zh = pairs.map((p) => `${p.helper_name}与${p.helped_name}`).join('、');
      const en = pairs.map((p) => `${p.helper_name} and ${p.helped_name}`).join(', ');
      const named = pairs.length > 0;
      errors.push({
        field: side,
        text: t(
          `${rule[side].zh}在该项目中已有 ${own.length} 个结对${named ? `（${zh}）` : ''}，最多 ${rule.atMost} 个`,
          `${rule[side].en}: ${own.length} pair(s) in this programme already${named ? ` (${en})` : ''}; ${rule.atMost} at most`,
        ),
      });
    }
    return errors;
  }

  private async offer(
    unit: Unit,
    scope: Scope,
    o: { readonly around: PairingRow; readonly arranged: Arranged; readonly id: string },
  ): Promise<void> {
    const { around, arranged, id } = o;
    const at = this.clock.instant();
    // Whoever names the two agrees for their own side; a bureau agrees for nobody.
    const agreed = (side: Side) =>
      scope.reach('pairing.agree') && isOwn(scope, around[`${side}_organisation_id`]) ? scope.userId : null;
    const [helper, helped] = [agreed('helper'), agreed('helped')];
    await unit.insert(pairingOffer, {
      id,
      district_id: around.district_id,
      programme_id: around.programme_id,
      parent_id: around.id,
      inside: arranged.inside,
      kind: arranged.kind,
      helper_id: arranged.helper,
      helped_id: arranged.helped,
      starts_on: arranged.startsOn,
      state: 'waiting',
      helper_agreed_by: helper,
      helper_agreed_at: helper && at,
      helped_agreed_by: helped,
      helped_agreed_at: helped && at,
      user_id: scope.userId,
      created_at: at,
      version: 1,
    });
  }

  async offered(reads: Reads, id: string): Promise<OfferRow> {
    return (await reads.one<OfferRow>(sql`select ${offerColumns} ${offerFrom} where f.id = ${id}`))!;
  }

  private async isOf(reads: Reads, person: string, around: PairingRow, side: Side): Promise<boolean> {
    return (
      (await reads.one(sql`select id from person where id = ${person} and organisation_id = ${around[`${side}_organisation_id`]}
        and left_on is null and kind in ('teacher', 'staff')`)) !== undefined
    );
  }

  /** Tells the organisations around that did not do it themselves. */
  async tell(
    unit: Unit,
    scope: Scope,
    around: Pick<PairingRow, 'id' | 'programme_id' | `${Side}_organisation_id`>,
    text: { readonly zh: string; readonly en: string },
  ): Promise<void> {
    for (const side of sides)
      if (around[`${side}_organisation_id`] !== scope.organisationId)
        await this.notifications.tell(unit, {
          organisationId: around[`${side}_organisation_id`],
          roles: ['schoolAdministrator'],
          kind: 'pairing',
          programme: around.programme_id,
          text: t(text.zh, text.en),
          link: `/pairings/${around.id}`,
        });
  }
}
