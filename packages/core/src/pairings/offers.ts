import { Injectable } from '@nestjs/common';
import { type Side, t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { sql } from '../platform/database/sql.js';
import { conflict, invalid, notFound, stale } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Arranging, insideRule } from './arranging.js';
import type * as api from './inside.api.js';
import { mayAgree, offerColumns, offerDto, offerFrom, type OfferRow, pairingAround } from './inside-rows.js';
import { pairingOffer } from './offers.tables.js';
import { pairingInReach } from './pairings.js';

/** 结对意向: both organisations agree to a pair of people, or one of them declines. */
@Injectable()
export class Offers {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly arranging: Arranging,
  ) {}

  agree({ scope, actor, params, version }: Call<typeof api.agreeInside>) {
    return this.units.run(actor, async (unit) => {
      const { row, running } = await this.waiting(unit, scope, params.id);
      const mine = mayAgree(scope, row);
      if (mine.length === 0)
        throw conflict('agreed', t('贵单位已经同意，请等待对方', 'You have agreed: wait for the other side'));
      const { rule, around, arranged } = await this.terms(unit, scope, row, running.definition);
      const errors = await this.arranging.problems(unit, scope, { around, rule, arranged, but: row.id });
      if (errors.length > 0) throw invalid(errors);
      const [at, by] = [this.clock.instant(), scope.userId];
      const agreed = (side: Side) => mine.includes(side) || row[`${side}_agreed_at`] !== null;
      const both = agreed('helper') && agreed('helped');
      const to = {
        ...(mine.includes('helper') ? { helper_agreed_at: at, helper_agreed_by: by } : {}),
        ...(mine.includes('helped') ? { helped_agreed_at: at, helped_agreed_by: by } : {}),
        ...(both ? { state: 'agreed' as const } : {}),
      };
      if (row.version !== version || !(await unit.change(pairingOffer, { id: row.id, version }, to)))
        throw stale(offerDto(scope, row), [{ field: 'state', yours: 'agreed', theirs: row.state }]);
      if (both) await this.arranging.pair(unit, { around, arranged, id: row.id });
      await this.arranging.tell(unit, scope, around, {
        zh: both
          ? `${rule.title.zh}：${row.helper_name}与${row.helped_name}已结对`
          : `${rule.title.zh}：${scope.organisationName}同意${row.helper_name}与${row.helped_name}结对`,
        en: both
          ? `${rule.title.en}: ${row.helper_name} and ${row.helped_name} are paired`
          : `${rule.title.en}: ${scope.organisationName} agrees to ${row.helper_name} and ${row.helped_name}`,
      });
      await this.audit(unit, row, 'pairing.agree', { sides: mine.join(), both });
      return offerDto(scope, await this.arranging.offered(unit, row.id));
    });
  }

  decline({ scope, actor, params, body, version }: Call<typeof api.declineInside>) {
    return this.units.run(actor, async (unit) => {
      const { row } = await this.waiting(unit, scope, params.id);
      const to = {
        state: 'declined' as const,
        reason: body.reason,
        declined_by: scope.userId,
        declined_at: this.clock.instant(),
      };
      if (row.version !== version || !(await unit.change(pairingOffer, { id: row.id, version }, to)))
        throw stale(offerDto(scope, row), [{ field: 'state', yours: 'declined', theirs: row.state }]);
      await this.arranging.tell(
        unit,
        scope,
        { ...row, id: row.parent_id },
        {
          zh: `${scope.organisationName}不同意${row.helper_name}与${row.helped_name}结对：${body.reason}`,
          en: `${scope.organisationName} declines ${row.helper_name} and ${row.helped_name}: ${body.reason}`,
        },
      );
      await this.audit(unit, row, 'pairing.decline', {});
      return offerDto(scope, await this.arranging.offered(unit, row.id));
    });
  }

  /** An offer of the caller's own side that still waits, in a programme that runs. */
  private async waiting(unit: Unit, scope: Scope, id: string) {
    const find = () =>
      unit.one<OfferRow>(sql`select ${offerColumns} ${offerFrom} where f.id = ${id}
        and ${pairingInReach(scope.reach('pairing.agree'))}`);
    const found = await find();
    if (!found) throw notFound();
    const running = await this.programmes.writable(unit, scope, found.programme_id, 'pairing.read');
    await unit.lock(programme, found.programme_id);
    // Both sides may agree, or one decline, in the same moment.
    const row = (await find())!;
    if (row.state === 'agreed') throw conflict('agreed', t('这两人已经结对', 'These two are a pair already'));
    if (row.state === 'declined') throw conflict('declined', t('这一结对已被谢绝', 'This pair has been declined'));
    if (row.around_state === 'ended')
      throw conflict('ended', t('两校的结对已经结束', 'The pairing of the two schools has ended'));
    return { row, running };
  }

  private async terms(unit: Unit, scope: Scope, row: OfferRow, definition: Parameters<typeof insideRule>[0]) {
    const today = this.clock.today();
    return {
      rule: insideRule(definition, row.inside),
      around: await pairingAround(unit, row.parent_id, pairingInReach(scope.reach('pairing.agree'))),
      arranged: {
        inside: row.inside,
        kind: row.kind,
        helper: row.helper_id,
        helped: row.helped_id,
        // One side's word was no pair yet: it begins with the second.
        startsOn: row.starts_on > today ? row.starts_on : today,
      },
    };
  }

  private audit(
    unit: Unit,
    row: OfferRow,
    action: 'pairing.agree' | 'pairing.decline',
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return unit.audit({
      action,
      kind: 'pairing',
      id: row.parent_id,
      districtId: row.district_id,
      detail: { pair: row.id, inside: row.inside, kind: row.kind, ...detail },
    });
  }
}
