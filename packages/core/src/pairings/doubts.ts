import { Injectable } from '@nestjs/common';
import type { Call } from '../platform/call.js';
import { sql } from '../platform/database/sql.js';
import { notFound, stale } from '../platform/problem.js';
import { Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { ofSides, pairingColumns, pairingFrom, pairingInReach, type PairingRow, Pairings } from './pairings.js';
import type * as api from './pairings.api.js';
import { pairing } from './pairings.tables.js';

/** 待核: what must still be verified about a pairing that was published as it stands. */
@Injectable()
export class Doubts {
  constructor(
    private readonly units: Units,
    private readonly programmes: Programmes,
    private readonly pairings: Pairings,
  ) {}

  async note({ scope, actor, params, body, version }: Call<typeof api.notePairingDoubt>) {
    await this.units.run(actor, async (unit) => {
      const row = await unit.one<PairingRow>(sql`select ${pairingColumns} ${pairingFrom} where g.id = ${params.id}
        and ${ofSides} and ${pairingInReach(scope.reach('pairing.write'))}`);
      if (!row) throw notFound();
      await this.programmes.writable(unit, scope, row.programme_id, 'pairing.write');
      const { doubt } = body;
      if (row.version !== version || !(await unit.change(pairing, { id: row.id, version }, { doubt })))
        throw stale(await this.pairings.detail(unit, scope, row), [
          { field: 'doubt', yours: doubt, theirs: row.doubt },
        ]);
      await unit.audit({
        action: 'pairing.doubt',
        kind: 'pairing',
        id: row.id,
        districtId: row.district_id,
        detail: { open: doubt !== null },
      });
    });
    return this.pairings.read(scope, params.id);
  }
}
