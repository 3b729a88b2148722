import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { periodsWithin } from '@xieshou/sdk';
import { ImportRegisters } from '../imports/import-registers.js';
import { Organisations } from '../organisations/organisations.js';
import { Pairings, type PairingRow } from '../pairings/pairings.js';
import { system } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { list, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { Sweep } from '../platform/sweep.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { Programmes, type Running } from '../programmes/programmes.js';
import { dutyBasis } from './duties.tables.js';
import { basisKey } from './standings.js';

/** Duties per share ask for a part of a school's teachers: how many those are, and since when that number stands. */
@Injectable()
export class DutyBases implements OnModuleInit, OnModuleDestroy {
  private readonly sweep = new Sweep('Duties', () => this.freeze());

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly pairings: Pairings,
    private readonly organisations: Organisations,
    private readonly imports: ImportRegisters,
  ) {}

  onModuleInit(): void {
    this.imports.takeAlong('pairings', dutyBasis);
    this.sweep.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.sweep.stop();
  }

  /** Teachers by pairing, duty and period: as counted when the period began, or as they are now if it has not. */
  async of(
    reads: Reads,
    o: {
      readonly running: Running;
      readonly pairings: readonly PairingRow[];
      readonly periods: Readonly<Record<string, readonly string[]>>;
    },
  ): Promise<ReadonlyMap<string, number>> {
    const shares = Object.entries(o.running.definition?.duties ?? {}).filter(([, duty]) => duty.share);
    const bases = new Map<string, number>();
    if (shares.length === 0 || o.pairings.length === 0) return bases;
    const now = await this.organisations.snapshot(reads, [...new Set(o.pairings.flatMap(partiesOf))]);
    for (const [duty, { share }] of shares)
      for (const period of o.periods[duty] ?? [])
        for (const g of o.pairings)
          bases.set(basisKey({ pairing: g.id, duty, period }), now.get(organisationOn(g, share!.of))?.teachers ?? 0);
    for (const row of await this.kept(reads, o.running.row.id, o.pairings))
      bases.set(basisKey({ pairing: row.pairing_id, duty: row.duty, period: row.period }), row.teachers);
    return bases;
  }

  /** Counts what has begun and is not counted yet, and keeps it. Answers how many numbers that were. */
  async freeze(): Promise<number> {
    const programmes = await this.database.all<{ id: string }>(
      sql`select id from programme where state = 'enabled' order by id`,
    );
    let frozen = 0;
    for (const { id } of programmes) frozen += await this.freezeProgramme(id);
    return frozen;
  }

  private async freezeProgramme(id: string): Promise<number> {
    const missing = await this.missing(this.database, id);
    if (missing.length === 0) return 0;
    return this.units.run(system, async (unit) => {
      // Asked again inside: another server may have counted meanwhile.
      const rows = await this.missing(unit, id);
      if (rows.length > 0) await unit.insert(dutyBasis, ...rows);
      await unit.audit({ action: 'duty.freeze', kind: 'programme', id, detail: { numbers: rows.length } });
      return rows.length;
    });
  }

  private async missing(reads: Reads, id: string): Promise<Row<typeof dutyBasis>[]> {
    const running = await this.programmes.byId(reads, id);
    const shares = Object.entries(running.definition?.duties ?? {}).filter(([, duty]) => duty.share);
    if (shares.length === 0) return [];
    const today = this.clock.today();
    const { row } = running;
    const calendar = await this.calendars.of(reads, row.district_id);
    const pairings = await this.pairings.alive(reads, {
      programmeId: id,
      reach: { kind: 'all' },
      from: row.starts_on,
      to: row.ends_on,
    });
    const kept = new Set(
      (await this.kept(reads, id, pairings)).map((k) =>
        basisKey({ pairing: k.pairing_id, duty: k.duty, period: k.period }),
      ),
    );
    const wanted = shares.flatMap(([duty, { per, share }]) =>
      periodsWithin(calendar, per, { from: row.starts_on, to: row.ends_on })
        .filter((period) => period.from <= today)
        .flatMap((period) =>
          pairings
            .filter(
              (g) => g.starts_on <= today && g.starts_on <= period.to && (g.ends_on ?? period.from) >= period.from,
            )
            .filter((g) => !kept.has(basisKey({ pairing: g.id, duty, period: period.id })))
            .map((g) => ({ duty, period: period.id, pairing: g.id, organisation: organisationOn(g, share!.of) })),
        ),
    );
    const teachers = await this.organisations.snapshot(reads, [...new Set(wanted.map((w) => w.organisation))]);
    return wanted.map((w) => ({
      programme_id: id,
      pairing_id: w.pairing,
      duty: w.duty,
      period: w.period,
      teachers: teachers.get(w.organisation)?.teachers ?? 0,
      counted_on: today,
    }));
  }

  private kept(reads: Reads, programmeId: string, pairings: readonly PairingRow[]) {
    return reads.all<Row<typeof dutyBasis>>(sql`select * from duty_basis where programme_id = ${programmeId}
      and pairing_id in ${list(pairings.map((g) => g.id))}`);
  }
}

const partiesOf = (g: PairingRow): string[] => [g.helper_organisation_id, g.helped_organisation_id];
const organisationOn = (g: PairingRow, side: 'helper' | 'helped'): string =>
  side === 'helper' ? g.helper_organisation_id : g.helped_organisation_id;
