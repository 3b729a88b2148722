import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Language, t } from '@xieshou/sdk';
import { Files } from '../files/files.js';
import { type ProgrammeColumn, type ProgrammeRow, writeProgrammeSheet } from '../files/programme-sheet.js';
import type { Call } from '../platform/call.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { newId } from '../platform/ids.js';
import { offsetOf, page } from '../platform/page.js';
import { notFound, Problem } from '../platform/problem.js';
import type { Reach } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Units } from '../platform/units.js';
import { Programmes } from '../programmes/programmes.js';
import { programme } from '../programmes/programmes.tables.js';
import { columnChanges, differences } from './comparing.js';
import { reasonsFor } from './filed-reasons.js';
import { filedDtos, filedFrom, type FiledRow, filedRow, filedWhere } from './filed-rows.js';
import type * as api from './filed-sheets.api.js';
import { filedSheet } from './filed-sheets.tables.js';
import { permissionFor, type SheetFilter, type SheetQuestion, Sheets } from './sheets.js';

const damaged = () =>
  new Problem(
    500,
    'file-damaged',
    t(
      '存档文件丢失或已损坏，内容与存档时的校验值不符。请联系系统管理员用备份恢复该文件（xieshou verify 会指出是哪一个）',
      'The filed copy is gone or damaged: it does not agree with the hash taken when it was filed. Ask the administrator to restore the file from a backup (xieshou verify names it)',
    ),
  );

const tooFar = t(
  '屏幕上最多翻到第 1,000 行，其余请下载存档件查看',
  'The screen goes up to row 1,000: download the file for the rest',
);

/** What everybody reaches who may file at all, made as narrow as the programme: its district is its owner. */
const filingReach = (reach: Reach | undefined, districtId: string): Exclude<Reach, { kind: 'all' | 'self' }> => {
  // Who acts for themself files nothing.
  if (!reach || reach.kind === 'self') throw notFound();
  return reach.kind === 'all' ? { kind: 'district', districtId } : reach;
};

/** What it reached when it was filed, with what has been merged into its organisation since. */
const reachOf = async (reads: Reads, row: FiledRow): Promise<Reach> => {
  const { organisation_id: organisationId } = row;
  if (row.reach === 'district') return { kind: 'district', districtId: row.district_id };
  if (row.reach === 'subtree') return { kind: 'subtree', organisationId };
  const merged = await reads.all<{ id: string }>(
    sql`select organisation_id as id from organisation_successor where successor_id = ${organisationId} order by id`,
  );
  return { kind: 'own', organisationId, former: merged.map(({ id }) => id) };
};

const questionOf = (row: FiledRow): SheetQuestion => ({
  kind: row.kind,
  name: row.name,
  filter: JSON.parse(row.filter) as SheetFilter,
});

/** 存档表册: sheets kept as they were filed, and what has become different since. */
@Injectable()
export class FiledSheets {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly units: Units,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly files: Files,
    private readonly sheets: Sheets,
  ) {}

  async file(call: Call<typeof api.fileSheet>) {
    const { scope, actor, params, body } = call;
    const language = body.language ?? call.language;
    const at = this.clock.instant();
    const { running, reach, question, sheet } = await this.database.snapshot(async (reads) => {
      const found = await this.programmes.get(reads, scope, params.id, 'sheet.file');
      const within = filingReach(scope.reach(permissionFor(body.kind)), found.row.district_id);
      const asked = { kind: body.kind, name: 'name' in body ? body.name : body.kind, filter: body.filter };
      const settled = await this.sheets.settled(reads, found, asked, within);
      const made = await this.sheets.make(reads, { ...settled, running: found, reach: within, language });
      return { running: found, reach: within, question: settled, sheet: made };
    });
    const workbook = await writeProgrammeSheet({
      sheet,
      language,
      programme: running.row.title,
      unit: scope.organisationName,
      day: this.clock.today(),
    });
    const rows = await this.files.place(Buffer.from(canonicalJson(sheet.rows)));
    const paper = await this.files.place(workbook);
    const filter = canonicalJson(question.filter);
    return this.units.run(actor, async (unit) => {
      const { row: owner } = await this.programmes.get(unit, scope, params.id, 'sheet.file');
      // Two filings of the same sheet are the first and the second.
      await unit.lock(programme, owner.id);
      const before = await unit.one<{ n: number | null }>(sql`select max(number) as n from filed_sheet
        where programme_id = ${owner.id} and kind = ${question.kind} and name = ${question.name} and filter = ${filter}
        and organisation_id = ${scope.organisationId} and reach = ${reach.kind} and language = ${language}`);
      const id = newId(this.clock.now().getTime());
      const named = `${body.title}.xlsx`;
      await unit.insert(filedSheet, {
        id,
        district_id: owner.district_id,
        programme_id: owner.id,
        organisation_id: scope.organisationId,
        reach: reach.kind,
        kind: question.kind,
        name: question.name,
        filter,
        number: Number(before?.n ?? 0) + 1,
        title: body.title,
        note: body.note ?? null,
        language,
        heading: JSON.stringify(sheet.title),
        columns: JSON.stringify(sheet.columns),
        row_count: sheet.rows.length,
        as_of: at,
        settings_number: running.settingsNumber,
        user_id: scope.userId,
        hash: rows.hash,
        rows_file: await this.files.add(unit, actor, { ...rows, name: `${id}.json`, mediaType: 'application/json' }),
        workbook_hash: paper.hash,
        workbook_file: await this.files.add(unit, actor, { ...paper, name: named, mediaType: xlsx }),
      });
      await unit.audit({
        action: 'sheet.file',
        kind: 'filedSheet',
        id,
        districtId: owner.district_id,
        detail: {
          programme: owner.id,
          kind: question.kind,
          name: question.name,
          filter: question.filter,
          rows: sheet.rows.length,
          settings: running.settingsNumber,
          hash: rows.hash,
          workbook: paper.hash,
        },
      });
      const [dto] = await filedDtos(unit, [await filedRow(unit, scope, id)]);
      return dto!;
    });
  }

  async list({ scope, query }: Call<typeof api.listFiledSheets>) {
    const where = filedWhere(scope, query);
    const found = await page<FiledRow, FiledRow>(this.database, {
      query,
      rows: (window) => sql`${filedFrom} where ${where} order by f.as_of desc, f.id desc ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from filed_sheet f
        join programme p on p.id = f.programme_id where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    return { ...found, rows: await filedDtos(this.database, found.rows) };
  }

  async read(call: Call<typeof api.readFiledSheet>) {
    const { scope, params, query } = call;
    const row = await filedRow(this.database, scope, params.id);
    if (call.wants(xlsx)) {
      const content = await this.content(row.workbook_hash);
      const digest = Buffer.from(row.workbook_hash, 'hex').toString('base64');
      return new FileAnswer(content, xlsx, `${row.title}.xlsx`, { 'repr-digest': `sha-256=:${digest}:` });
    }
    const filed = await this.filed(row);
    const [dto] = await filedDtos(this.database, [row]);
    const { page: number, size } = query;
    const from = offsetOf(query, tooFar);
    return {
      ...dto!,
      columns: filed.columns.map(({ key, title, kind, total }) => ({ key, title, kind, total })),
      rows: filed.rows.slice(from, from + size).map(rowDto),
      page: number,
      size,
    };
  }

  async differences({ scope, params, query }: Call<typeof api.readFiledDifferences>) {
    const row = await filedRow(this.database, scope, params.id);
    const filed = await this.filed(row);
    const asOf = this.clock.instant();
    const { page: number, size } = query;
    const from = offsetOf(query, tooFar);
    return this.database.snapshot(async (reads) => {
      const running = await this.programmes.byId(reads, row.programme_id);
      const head = { asOf, settingsVersion: running.settingsNumber, page: number, size };
      const nothing = { columns: [], counts: { added: 0, gone: 0, changed: 0 }, rows: [], total: 0 };
      let now;
      try {
        // With the reach it was filed in, whoever asks: one who sees more must not find what it never held.
        now = await this.sheets.make(reads, {
          ...questionOf(row),
          running,
          reach: await reachOf(reads, row),
          language: row.language as Language,
        });
      } catch (error) {
        return { ...head, ...nothing, unavailable: unavailable(error) };
      }
      const found = differences(filed, now);
      const shown = found.slice(from, from + size);
      const reasons = await reasonsFor(reads, { asOf: row.as_of, found: shown });
      const count = (change: string) => found.filter((d) => d.change === change).length;
      return {
        ...head,
        unavailable: null,
        columns: columnChanges(filed, now),
        counts: { added: count('added'), gone: count('gone'), changed: count('changed') },
        rows: shown.map((d, i) => ({
          ...rowDto(d.row),
          change: d.change,
          changed: [...d.changed],
          because: [...reasons[i]!],
        })),
        total: found.length,
      };
    });
  }

  private async filed(row: FiledRow) {
    const rows = await this.content(row.hash);
    return {
      columns: JSON.parse(row.columns) as ProgrammeColumn[],
      rows: JSON.parse(rows.toString('utf8')) as ProgrammeRow[],
    };
  }

  private async content(hash: string): Promise<Buffer> {
    const content = await this.files.read(hash).catch(() => undefined);
    if (!content || createHash('sha256').update(content).digest('hex') !== hash) throw damaged();
    return content;
  }
}

const rowDto = ({ key, pairing, record, rectification, cells }: ProgrammeRow) => ({
  key,
  pairing,
  record,
  rectification,
  cells: { ...cells },
});

/** Why a sheet cannot be made any more, in a sentence. */
function unavailable(error: unknown) {
  if (!(error instanceof Problem)) throw error;
  return error.status === 404
    ? t(
        '项目已不再提供这份表册，无法与现在的数据比对；存档的内容不受影响',
        'The programme no longer has this sheet, so nothing can be compared; what was filed stands',
      )
    : error.text;
}
