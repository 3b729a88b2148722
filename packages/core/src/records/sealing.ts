import { Injectable } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { list, sql } from '../platform/database/sql.js';
import { invalid } from '../platform/problem.js';
import { Units } from '../platform/units.js';
import { Confidential } from './confidential.js';
import { Programmes } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import type * as api from './records.api.js';

/** Records per statement. */
const BATCH = 500;

/** 封存: closes a month or a term. What was confirmed in it changes by numbered corrections only. */
@Injectable()
export class Sealing {
  constructor(
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly confidential: Confidential,
  ) {}

  seal({ scope, actor, params, body: { through } }: Call<typeof api.sealRecords>) {
    return this.units.run(actor, async (unit) => {
      const { row } = await this.programmes.writable(unit, scope, params.id, 'record.seal');
      if (through > this.clock.today())
        throw invalid([
          {
            field: 'through',
            text: t('只能封存到今天或更早的日期', 'Only days up to today can be sealed'),
          },
        ]);
      // Two officers sealing at once seal one after the other.
      await unit.lock(programme, row.id);
      const found = await unit.all<{ id: string; told: number }>(sql`select r.id,
        case when ${this.confidential.open(scope)} then 1 else 0 end as told from record r
        where r.programme_id = ${row.id} and r.state = 'confirmed' and r.on_day <= ${through} order by r.id`);
      const at = this.clock.instant();
      let sealed = 0;
      for (let from = 0; from < found.length; from += BATCH) {
        const some = found.slice(from, from + BATCH);
        const ids = list(some.map((one) => one.id));
        const done = await unit.run(
          sql`update record set state = 'sealed', version = version + 1 where id in ${ids} and state = 'confirmed'`,
        );
        // Records that are kept from whoever seals are sealed too, and not counted for them.
        sealed += done - some.filter((one) => Number(one.told) === 0).length;
        // What somebody voided in this moment is not among them; the version says who sealed the others.
        await unit.run(sql`insert into record_version (record_id, number, at, user_id, action, reason, state, form_version, data)
          select r.id, r.version, ${at}, ${scope.userId}, 'seal', null, r.state, r.form_version, r.data from record r
          where r.id in ${ids} and r.state = 'sealed'`);
      }
      await unit.audit({
        action: 'record.seal',
        kind: 'programme',
        id: row.id,
        districtId: row.district_id,
        detail: { through, records: sealed },
      });
      return { through, sealed };
    });
  }
}
