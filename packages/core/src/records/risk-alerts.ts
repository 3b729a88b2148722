import { Inject, Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import { Notifications } from '../notifications/notifications.js';
import { pairingFrom, pairingSides, type PairingSides } from '../pairings/pairings.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { all, list, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { newId } from '../platform/ids.js';
import { page } from '../platform/page.js';
import { inReach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import type { Unit } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import type { listAlerts } from './alerts.api.js';
import type { Data, WritableProgramme } from './record-rows.js';
import { formOf } from './record-rules.js';
import { riskAlert } from './records.tables.js';

type AlertRow = Row<typeof riskAlert> & {
  readonly form: string;
  readonly on_day: string;
  readonly helped: string;
  readonly helped_name: string;
};

/** 风险提示: what a form's `risk` finds goes to the advisers of the helped party, and leaves no trace elsewhere. */
@Injectable()
export class RiskAlerts {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly notifications: Notifications,
  ) {}

  /** Looks at what has just been handed in, changed or asked to be corrected. Each word of a record is told once. */
  async look(
    unit: Unit,
    running: WritableProgramme,
    o: {
      readonly record: string;
      readonly form: string;
      readonly data: Data;
      readonly pairings: readonly Pick<PairingSides, 'id'>[];
    },
  ): Promise<void> {
    const form = formOf(running, o.form);
    const words = form.risk?.(o.data as never, running.settings) ?? [];
    if (words.length === 0) return;
    const told = await unit.all<Pick<AlertRow, 'words'>>(
      sql`select words from risk_alert where record_id = ${o.record}`,
    );
    const known = new Set(told.flatMap((row) => this.opened(running, row)));
    const found = words.filter((word) => !known.has(word));
    if (found.length === 0) return;
    const pairings = await unit.all<PairingSides>(
      sql`select ${pairingSides} ${pairingFrom} where g.id in ${list(o.pairings.map((g) => g.id))} order by g.id`,
    );
    for (const g of pairings) {
      await unit.insert(riskAlert, {
        id: newId(this.clock.now().getTime()),
        district_id: running.row.district_id,
        programme_id: running.row.id,
        record_id: o.record,
        pairing_id: g.id,
        words: running.vault.seal(JSON.stringify(found)),
        at: this.clock.instant(),
      });
      await this.tell(unit, running, g, o.record);
    }
  }

  /** Advisers of the helped party's class, or of what it belongs to. What was found stands in no message. */
  private async tell(unit: Unit, running: WritableProgramme, g: PairingSides, recordId: string): Promise<void> {
    const above = await unit.all<{ id: string }>(
      sql`select ancestor_id as id from organisation_tree where descendant_id = ${g.helped_organisation_id}`,
    );
    for (const { id } of above)
      await this.notifications.tell(unit, {
        organisationId: id,
        roles: ['adviser'],
        kind: 'alert',
        programme: running.row.id,
        text: t(
          `“${running.row.title}”：${g.helped_name}的记录中有需要您关注的内容，请尽快查看`,
          `"${running.row.title}": a record about ${g.helped_name} needs your attention soon`,
        ),
        link: `/records/${recordId}`,
      });
  }

  async list({ scope, params, query }: Call<typeof listAlerts>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'alert.read');
    const where = all([
      sql`a.programme_id = ${params.id}`,
      inReach(scope.reach('alert.read'), {
        district: sql`a.district_id`,
        organisations: [sql`g.helped_organisation_id`],
      }),
    ]);
    return page<AlertRow, ReturnType<RiskAlerts['dto']>>(this.database, {
      query,
      rows: (window) => sql`select a.*, r.form, r.on_day, coalesce(x.successor_id, g.helped_id) as helped,
        coalesce(person.name, helped.name) as helped_name from risk_alert a join record r on r.id = a.record_id
        join pairing g on g.id = a.pairing_id join organisation helped on helped.id = g.helped_organisation_id
        left join person_alias x on x.person_id = g.helped_id and g.helped_kind = 'person'
        left join person on person.id = coalesce(x.successor_id, g.helped_id)
        where ${where} order by a.at desc, a.id desc ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from risk_alert a join pairing g on g.id = a.pairing_id
        where ${where} limit ${limit}) c`,
      map: (row) => this.dto(running, row),
    });
  }

  private dto(running: Pick<WritableProgramme, 'vault'> & Partial<WritableProgramme>, row: AlertRow) {
    return {
      id: row.id,
      record: row.record_id,
      pairing: row.pairing_id,
      form: { key: row.form, title: running.definition?.forms[row.form]?.title ?? t(row.form, row.form) },
      helped: { id: row.helped, name: row.helped_name },
      on: row.on_day,
      words: this.opened(running, row),
      at: row.at,
    };
  }

  private opened({ vault }: Pick<WritableProgramme, 'vault'>, row: Pick<AlertRow, 'words'>): string[] {
    return JSON.parse(vault.open(row.words)) as string[];
  }
}
