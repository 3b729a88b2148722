import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Side, t } from '@xieshou/sdk';
import { breathe, inPieces, pieces } from '../imports/bulk.js';
import type { ImportAbout } from '../imports/import-plan.js';
import { type ImportFamily, ImportRegisters } from '../imports/import-registers.js';
import { Imports } from '../imports/imports.js';
import { beforeOf, type ImportRegister, type Judgement, RowsMoved, type Written } from '../imports/register.js';
import { Notifications } from '../notifications/notifications.js';
import { organisation } from '../organisations/organisations.tables.js';
import type { Call } from '../platform/call.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { notFound, refused } from '../platform/problem.js';
import type { Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import type { Unit } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { Eligibility } from '../registers/eligibility.js';
import {
  type Draft,
  draftOf,
  good,
  isChanged,
  isOngoing,
  judgeTogether,
  type Standing,
  verdictOf,
} from './import-verdicts.js';
import { makePairing } from './making.js';
import { pairingColumns } from './pairing-columns.js';
import type * as api from './pairing-imports.api.js';
import { pairing, pairingRole } from './pairings.tables.js';
import { type Asked, partiesNamed } from './parties-named.js';
import { heldPairings } from './party-changes.js';

/** Why a pairing ends on the day that the file names. */
const AS_LISTED = '按导入的结对名单';

/** 结对 from a workbook: whom a row names, is looked up and judged like one who is chosen on the page. */
@Injectable()
export class PairingImports implements ImportFamily, OnModuleInit {
  readonly name = 'pairings';

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly eligibility: Eligibility,
    private readonly notifications: Notifications,
    private readonly imports: Imports,
    private readonly registers: ImportRegisters,
  ) {}

  onModuleInit(): void {
    this.registers.addFamily(this);
    this.registers.keep(this.name, async (reads, ids) => {
      const rows = await inPieces(ids, (some) =>
        reads.all<{ id: string }>(sql`select continues_id as id from pairing where continues_id in ${some}`),
      );
      return new Set(rows.map(({ id }) => id));
    });
  }

  async template({ scope, params, language }: Call<typeof api.pairingTemplate>) {
    await this.importable(scope, params.id);
    return this.imports.template(this.name, language, { programme: params.id, register: null, period: null });
  }

  async upload(call: Call<typeof api.importPairings>) {
    await this.importable(call.scope, call.params.id);
    return this.imports.upload(this.name, call, { programme: call.params.id, register: null, period: null });
  }

  /** A team has neither number nor unit that a file could tell it by. */
  private async importable(scope: Scope, id: string): Promise<void> {
    const { definition } = await this.programmes.writable(this.database, scope, id, 'pairing.write');
    if (definition.sides.helper.party === 'group')
      throw refused(
        'no-import',
        t(
          '小队不能用表格导入结对，请在结对页面逐对选择',
          'Teams are not paired from a workbook: choose them one pair at a time',
        ),
      );
  }

  async make(reads: Reads, about: ImportAbout): Promise<ImportRegister> {
    const running = await this.programmes.byId(reads, about.programme);
    const { definition } = running;
    if (!definition) throw notFound();
    return {
      name: this.name,
      title: t('结对', 'Pairings'),
      permission: 'pairing.write',
      template: t('结对导入模板', 'pairings-template'),
      columns: pairingColumns(definition),
      undoing: { table: pairing, owned: [pairingRole], taken: () => Promise.resolve(false) },
      judge: (o) =>
        this.judge({
          ...o,
          running: { ...running, definition },
          eligibility: this.eligibility,
          today: this.clock.today(),
        }),
    };
  }

  private async judge(asked: Asked): Promise<Judgement> {
    const partyOf = await partiesNamed(asked);
    const drafts = asked.rows.map((row) => draftOf(asked, partyOf, row));
    // It may have been suspended since the file was taken in.
    if (asked.running.row.state !== 'enabled')
      for (const { reasons } of drafts)
        reasons.push(t('该项目未启用或已结束，不能结对', 'This programme is not running: nobody can be paired in it'));
    const seen = await this.standing(asked.reads, asked, drafts);
    judgeTogether({ asked, drafts, ...seen });
    const ids = drafts.map(() => newId(this.clock.now().getTime()));
    return {
      verdicts: drafts.map((draft, n) => verdictOf(draft, ids[n]!)),
      write: (unit) => this.write(unit, { asked, drafts, seen, ids }),
    };
  }

  /** Pairings of the parties that the file names, and how many each of them holds. */
  private async standing(reads: Reads, { running }: Asked, drafts: readonly Draft[]) {
    const idsOf = (side: Side) => drafts.flatMap((draft) => draft[side]?.id ?? []);
    const held = (side: Side) => heldPairings(reads, { programmeId: running.row.id, side, ids: idsOf(side) });
    const standing = await inPieces(idsOf('helped'), (ids) =>
      reads.all<Standing>(sql`select id, version, helper_id, helped_id, state, starts_on, ends_on, doubt from pairing
        where programme_id = ${running.row.id} and parent_id is null and helped_id in ${ids} order by id`),
    );
    return { standing, held: { helper: await held('helper'), helped: await held('helped') } };
  }

  private async write(
    unit: Unit,
    o: {
      readonly asked: Asked;
      readonly drafts: readonly Draft[];
      readonly seen: Awaited<ReturnType<PairingImports['standing']>>;
      readonly ids: readonly string[];
    },
  ): Promise<Written[]> {
    const { asked, drafts, seen } = o;
    const { running } = asked;
    // As on the page: nobody closes a school, and nobody else pairs, between what was judged and what is written.
    await unit.lock(organisation, running.row.district_id);
    await unit.lock(programme, running.row.id);
    const now = await this.standing(unit, asked, drafts);
    if (comparable(now) !== comparable(seen)) throw new RowsMoved(running.row.id);
    const written: Written[] = [];
    const idOf = new Map(drafts.map((draft, n) => [draft, o.ids[n]!]));
    for (const piece of pieces(good(drafts))) {
      for (const draft of piece) {
        const done = draft.target
          ? await this.noteDoubt(unit, running.row.district_id, draft)
          : await this.add(unit, asked, draft, idOf.get(draft)!);
        if (done) written.push(done);
      }
      await breathe();
    }
    return written;
  }

  private async add(unit: Unit, { running, today }: Asked, draft: Draft, id: string): Promise<Written> {
    const [helper, helped] = [draft.helper!, draft.helped!];
    await makePairing({
      unit,
      notifications: this.notifications,
      running,
      at: this.clock.instant(),
      made: {
        id,
        districtId: helped.districtId,
        helper,
        helped,
        startsOn: draft.startsOn!,
        state: isOngoing(draft, today) ? 'active' : 'ended',
        ending: draft.endsOn === null ? undefined : { on: draft.endsOn, reason: AS_LISTED },
        findings: [
          ...helper.findings.map((f) => ({ ...f, field: 'helper' })),
          ...helped.findings.map((f) => ({ ...f, field: 'helped' })),
        ],
        reason: draft.reason,
        doubt: draft.doubt,
      },
    });
    return { id, version: 1, before: null };
  }

  private async noteDoubt(unit: Unit, districtId: string, draft: Draft): Promise<Written | undefined> {
    const target = draft.target!;
    if (!isChanged(draft)) return undefined;
    const to = { doubt: draft.doubt };
    if (!(await unit.change(pairing, target, to))) throw new RowsMoved(target.id);
    await unit.audit({ action: 'pairing.doubt', kind: 'pairing', id: target.id, districtId, detail: { open: true } });
    return { id: target.id, version: target.version + 1, before: beforeOf<Standing>(target, to) };
  }
}

const comparable = ({ standing, held }: Awaited<ReturnType<PairingImports['standing']>>): string =>
  canonicalJson([standing, Object.fromEntries(held.helper), Object.fromEntries(held.helped)]);
