import { Injectable } from '@nestjs/common';
import { type Text, t } from '@xieshou/sdk';
import type * as z from 'zod';
import { Notifications } from '../notifications/notifications.js';
import { partyOn } from '../pairings/parties.js';
import { pairingInReach } from '../pairings/pairings.js';
import { pairing } from '../pairings/pairings.tables.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { conflict, invalid, notFound, type ProblemField, stale } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { type Unit, Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { type KeptNeed, stageTitle } from './stage-standing.js';
import { Stages } from './stages.js';
import type * as api from './stages.api.js';
import { stageStep } from './stages.tables.js';

type Standing = z.output<typeof api.PairingStages>;
type Need = Standing['stages'][number]['needs'][number];

/** Closes the stages of pairings, one after the other, and opens the last one again. */
@Injectable()
export class StageClosing {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly notifications: Notifications,
    private readonly stages: Stages,
  ) {}

  close({ scope, actor, params, body, version }: Call<typeof api.closeStage>) {
    return this.units.run(actor, async (unit) => {
      const at = await this.at(unit, scope, params);
      const { needs } = at.standing.stages.find(({ key }) => key === params.stage)!;
      assertNamesNeeds(needs, body.waived);
      if (version !== at.standing.version) throw staleFor(at.standing, params.stage);
      if (at.standing.current !== params.stage)
        throw conflict(
          'not-current',
          t('只能关闭当前阶段，请按顺序办理', 'Only the present stage can be closed: go through them in order'),
        );
      const counted = countedWith(needs, body.waived);
      await this.step(unit, scope, at, { stage: params.stage, act: 'closed', counted, reason: null });
      await unit.audit({
        action: 'stage.close',
        kind: 'pairing',
        id: at.row.id,
        districtId: at.row.district_id,
        detail: { stage: params.stage, waived: counted.filter((n) => n.waived !== null).map((n) => n.need) },
      });
      return this.told(unit, at, { stage: params.stage, zh: '已完成', en: 'is closed' });
    });
  }

  reopen({ scope, actor, params, body, version }: Call<typeof api.reopenStage>) {
    return this.units.run(actor, async (unit) => {
      const at = await this.at(unit, scope, params);
      if (version !== at.standing.version) throw staleFor(at.standing, params.stage);
      if (at.standing.last !== params.stage)
        throw conflict(
          'not-last',
          t('只能重新打开最后关闭的阶段', 'Only the stage that was closed last can be opened again'),
        );
      await this.step(unit, scope, at, { stage: params.stage, act: 'reopened', counted: [], reason: body.reason });
      await unit.audit({
        action: 'stage.reopen',
        kind: 'pairing',
        id: at.row.id,
        districtId: at.row.district_id,
        detail: { stage: params.stage },
      });
      return this.told(unit, at, { stage: params.stage, zh: '重新打开，请补充', en: 'is open again' });
    });
  }

  /** The pairing with its stages, held until the unit of work is over: of two who close at once, one is first. */
  private async at(unit: Unit, scope: Scope, params: { readonly id: string; readonly stage: string }) {
    const reached = pairingInReach(scope.reach('stage.close'));
    const { programme_id } = await this.stages.pairing(unit, params.id, reached);
    const running = await this.programmes.writable(unit, scope, programme_id, 'stage.close');
    if (!Object.hasOwn(running.definition.stages, params.stage)) throw notFound();
    await unit.lock(pairing, params.id);
    const row = await this.stages.pairing(unit, params.id, reached);
    if (row.state === 'ended')
      throw conflict(
        'ended',
        t('该结对已经结束，阶段不能再变动', 'This pairing has ended: its stages stay as they are'),
      );
    return { row, running, standing: await this.stages.of(unit, running, row.id) };
  }

  private async step(
    unit: Unit,
    scope: Scope,
    { row, running, standing }: Awaited<ReturnType<StageClosing['at']>>,
    o: {
      readonly stage: string;
      readonly act: 'closed' | 'reopened';
      readonly counted: readonly KeptNeed[];
      readonly reason: string | null;
    },
  ): Promise<void> {
    await unit.insert(stageStep, {
      pairing_id: row.id,
      number: standing.version,
      district_id: row.district_id,
      programme_id: row.programme_id,
      stage: o.stage,
      act: o.act,
      on_day: this.clock.today(),
      counted: JSON.stringify(o.counted),
      reason: o.reason,
      settings_number: running.settingsNumber,
      user_id: scope.userId,
      at: this.clock.instant(),
    });
  }

  /** Tells both parties, and answers how the pairing stands now. */
  private async told(
    unit: Unit,
    { row, running }: Awaited<ReturnType<StageClosing['at']>>,
    o: { readonly stage: string } & Text,
  ): Promise<Standing> {
    const title = stageTitle(this.stages.seen(running), o.stage);
    const told = {
      kind: 'stage' as const,
      programme: running.row.id,
      text: t(
        `${row.helper_name}—${row.helped_name}：“${title.zh}”${o.zh}`,
        `${row.helper_name}—${row.helped_name}: "${title.en}" ${o.en}`,
      ),
      link: `/pairings/${row.id}`,
    };
    for (const side of ['helper', 'helped'] as const)
      await this.notifications.tell(unit, {
        organisationId: row[`${side}_organisation_id`],
        personId: partyOn(row, side).personId,
        roles: ['schoolAdministrator'],
        ...told,
      });
    return this.stages.of(unit, running, row.id);
  }
}

const staleFor = (standing: Standing, stage: string) =>
  stale(standing, [{ field: 'stage', yours: stage, theirs: standing.current }]);

/** Whatever the stage stands at: what it has no need of is a mistake of whoever asks. */
const assertNamesNeeds = (needs: readonly Need[], waived: Readonly<Record<string, string>>): void => {
  const unknown = Object.keys(waived).filter((key) => !needs.some((need) => need.key === key));
  if (unknown.length > 0)
    throw invalid(
      unknown.map((key) => ({
        field: `waived.${key}`,
        text: t('本阶段没有这一项', 'The stage has no such need'),
      })),
    );
};

/** What is kept of the needs, where each that is not met has its reason; refused at those that have none. */
const countedWith = (needs: readonly Need[], waived: Readonly<Record<string, string>>): KeptNeed[] => {
  const errors: ProblemField[] = [];
  const counted = needs.map(({ key, title, required, have, claimed, missing }) => {
    const why = Object.hasOwn(waived, key) ? waived[key]! : null;
    if (missing > 0 && why === null)
      errors.push({
        field: `waived.${key}`,
        text: t(
          `${title.zh}还差 ${missing}（现有 ${have}，应有 ${required}），不再要求的请写明理由`,
          `${title.en}: ${missing} missing (${have} of ${required}); to waive it, write the reason`,
        ),
      });
    if (missing === 0 && why !== null)
      errors.push({
        field: `waived.${key}`,
        text: t(`${title.zh}已达到要求，不用写理由`, `${title.en} is met: there is nothing to waive`),
      });
    return { need: key, required, have, claimed, waived: why };
  });
  if (errors.length > 0) throw invalid(errors);
  return counted;
};
