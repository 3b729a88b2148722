import { Injectable } from '@nestjs/common';
import { type Language, t } from '@xieshou/sdk';
import type { ProgrammeSheet } from '../files/programme-sheet.js';
import { pairingFrom, pairingInReach } from '../pairings/pairings.js';
import type { Permission } from '../platform/permissions.js';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { invalid, notFound } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import type { Running } from '../programmes/programmes.js';
import { type LedgerFilter, Ledgers } from '../records/ledgers.js';
import { type RectificationFilter, RectificationViews } from '../rectification/rectification-views.js';
import type { filedKinds } from './filed-sheets.tables.js';
import { Reports } from './reports.js';

type Kind = (typeof filedKinds)[number];

/** Which sheet of a programme is meant, and which of its rows. */
export interface SheetQuestion {
  readonly kind: Kind;
  readonly name: string;
  readonly filter: SheetFilter;
}

export interface SheetFilter extends Omit<LedgerFilter & RectificationFilter, 'state' | 'record'> {
  readonly state?: string | undefined;
}

/** What reading a kind of sheet asks for. */
export const permissionFor = (kind: Kind): Permission => (kind === 'report' ? 'report.read' : 'record.read');

/** The sheets of a programme under one roof: what is filed and what it is compared with come from here alone. */
@Injectable()
export class Sheets {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly reports: Reports,
    private readonly rectifications: RectificationViews,
  ) {}

  /** The question with everything said that it left open, such as the days of a report. */
  async settled(reads: Reads, running: Running, question: SheetQuestion, reach: Reach): Promise<SheetQuestion> {
    if (question.kind === 'report')
      return { ...question, filter: await this.reports.range(reads, running, question.filter) };
    if (question.kind === 'rectification' && running.definition && !running.definition.rectification) throw notFound();
    const { pairing, organisation } = question.filter;
    const known = (field: 'pairing' | 'organisation', id: string) =>
      reads.one(sql`select g.id ${pairingFrom} where g.programme_id = ${running.row.id} and ${pairingInReach(reach)}
        and ${field === 'pairing' ? sql`g.id = ${id}` : sql`(g.helper_organisation_id = ${id} or g.helped_organisation_id = ${id})`}
        limit 1`);
    if (pairing && !(await known('pairing', pairing)))
      throw invalid([
        { field: 'filter.pairing', text: t('本项目中没有这个结对', 'There is no such pairing in this programme') },
      ]);
    if (organisation && !(await known('organisation', organisation)))
      throw invalid([
        {
          field: 'filter.organisation',
          text: t('该单位在本项目中没有结对', 'This organisation has no pairing in this programme'),
        },
      ]);
    return question;
  }

  make(
    reads: Reads,
    o: SheetQuestion & { readonly running: Running; readonly reach: Reach; readonly language: Language },
  ): Promise<ProgrammeSheet> {
    const { running, reach, language, filter } = o;
    switch (o.kind) {
      case 'ledger':
        return this.ledgers.sheet(reads, {
          running,
          ledger: o.name,
          reach,
          filter: filter as LedgerFilter,
          language,
        });
      case 'report':
        return this.reports.sheet(reads, {
          running,
          report: o.name,
          reach,
          // A school that files has no share in registers and awards; whoever files for more reads them as far.
          entries: reach.kind === 'own' ? undefined : reach,
          awards: reach.kind === 'own' ? undefined : reach,
          period: { from: filter.from!, to: filter.to! },
        });
      case 'rectification':
        return this.rectifications.sheet(reads, {
          running,
          reach,
          filter: filter as RectificationFilter,
          language,
        });
    }
  }
}
