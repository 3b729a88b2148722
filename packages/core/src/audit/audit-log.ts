import { Inject, Injectable } from '@nestjs/common';
import { addDays, isDay, type Language, t } from '@xieshou/sdk';
import { roleWords } from '../access/role-words.js';
import { writeOfficialTable } from '../files/workbook.js';
import { inPieces } from '../imports/bulk.js';
import { accountName } from '../people/children.js';
import { auditActions } from '../platform/audit-words.js';
import type { Call } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { all, type Sql, sql } from '../platform/database/sql.js';
import type { Row } from '../platform/database/table.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { COUNTED, page } from '../platform/page.js';
import type { auditEntry } from '../platform/platform.tables.js';
import { invalid, refused } from '../platform/problem.js';
import { inReach, type Reach, type Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import type { listAudit } from './audit.api.js';
import { detailOf } from './audit-details.js';
import { AuditSubjects, kindTitle } from './audit-subjects.js';

type Query = Call<typeof listAudit>['query'];
type Entry = Row<typeof auditEntry>;

/** Rows that one workbook holds. */
const EXPORTED = 5000;

const newest = sql`order by e.at desc, e.id desc`;

/** Midnight in Shanghai, as an instant. */
const startOf = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();

/** The audit log as officers and auditors read it. Whether its chain holds is asked on the server (`verify`). */
@Injectable()
export class AuditLog {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly subjects: AuditSubjects,
  ) {}

  async list(call: Call<typeof listAudit>) {
    const { scope, query, language } = call;
    const reach = scope.reach('audit.read');
    const where = await this.narrowed(reach, query);
    if (call.wants(xlsx)) return this.workbook(scope, where, query.language ?? language);
    const found = await page<Entry, Entry>(this.database, {
      query,
      rows: (window) => sql`select e.* from audit_entry e where ${where} ${newest} ${window}`,
      count: (limit) => sql`select count(*) as n from (select 1 from audit_entry e where ${where} limit ${limit}) c`,
      map: (row) => row,
    });
    const last = found.page * found.size >= COUNTED ? found.rows.at(-1) : undefined;
    return {
      ...found,
      rows: await this.shown(reach, found.rows, language),
      next: found.more && last ? last.id : null,
      about: await this.about(reach, query, language),
    };
  }

  private async narrowed(reach: Reach | undefined, query: Query): Promise<Sql> {
    for (const field of ['from', 'to'] as const)
      if (query[field] && !isDay(query[field]))
        throw invalid([{ field, text: t('日期不存在', 'There is no such day') }]);
    const mine = inReach(reach, { district: sql`e.district_id`, organisations: [] });
    const last =
      query.before &&
      (await this.database.one<Entry>(sql`select e.* from audit_entry e where e.id = ${query.before} and ${mine}`));
    if (query.before && !last)
      throw invalid([{ field: 'before', text: t('没有这条日志，请从头查看', 'There is no such entry: start anew') }]);
    return all([
      mine,
      ...(last ? [sql`(e.at, e.id) < (${last.at}, ${last.id})`] : []),
      ...(query.from ? [sql`e.at >= ${startOf(query.from)}`] : []),
      ...(query.to ? [sql`e.at < ${startOf(addDays(query.to, 1))}`] : []),
      ...(query.group ? [sql`e.action like ${`${query.group}.%`}`] : []),
      ...(query.user ? [sql`e.user_id = ${query.user}`] : []),
      ...(query.subject ? [sql`e.subject_id = ${query.subject}`] : []),
      ...(query.organisation
        ? [sql`e.user_id in (select r.account_id from assignment r where r.organisation_id = ${query.organisation})`]
        : []),
    ]);
  }

  private async shown(reach: Reach | undefined, rows: readonly Entry[], language: Language) {
    const people = await this.people(reach, rows);
    const subjects = await this.subjects.of(
      reach,
      rows.map((row) => ({ kind: row.subject_kind, id: row.subject_id })),
      language,
    );
    return rows.map((row) => {
      const subject = row.subject_id ? subjects.get(row.subject_id) : undefined;
      const who = row.user_id ? people.get(row.user_id) : undefined;
      const { fields, numbers } = detailOf(row.detail);
      return {
        id: row.id,
        at: row.at,
        seq: row.seq === null ? null : Number(row.seq),
        action: row.action,
        text: auditActions[row.action as keyof typeof auditActions] ?? t(row.action, row.action),
        user: row.user_id ? { id: row.user_id, name: who?.name ?? '—' } : null,
        role: roleWords[row.role as keyof typeof roleWords] ?? null,
        organisation: who?.places.get(row.role ?? '') ?? null,
        subject: {
          kind: row.subject_kind,
          title: kindTitle(row.subject_kind),
          id: row.subject_id,
          name: subject?.name ?? null,
          link: subject?.link ?? null,
        },
        fields,
        numbers,
      };
    });
  }

  /** Names of those who acted, and where each holds a role, as far as the reach goes: the entry keeps the role alone. */
  private async people(reach: Reach | undefined, rows: readonly Entry[]) {
    const mine = inReach(reach, { district: sql`o.district_id`, organisations: [] });
    const found = await inPieces(
      rows.flatMap((row) => row.user_id ?? []),
      (ids) =>
        this.database.all<{ id: string; name: string; role: string | null; place: string | null }>(
          sql`select a.id, ${accountName()} as name, r.role, o.name as place from account a
            left join assignment r on r.account_id = a.id
            left join organisation o on o.id = r.organisation_id and ${mine}
            where a.id in ${ids} order by r.created_at`,
        ),
    );
    const people = new Map<string, { readonly name: string; readonly places: Map<string, string> }>();
    for (const { id, name, role, place } of found) {
      const person = people.get(id) ?? { name, places: new Map<string, string>() };
      if (role && place) person.places.set(role, place);
      people.set(id, person);
    }
    return people;
  }

  private async about(reach: Reach | undefined, query: Query, language: Language) {
    const kinds = query.subject
      ? await this.database.all<{ kind: string }>(
          sql`select distinct e.subject_kind as kind from audit_entry e where e.subject_id = ${query.subject}`,
        )
      : [];
    const ids = [
      ...kinds.map(({ kind }) => ({ kind, id: query.subject! })),
      ...(query.user ? [{ kind: 'account', id: query.user }] : []),
    ];
    const names = await this.subjects.of(reach, ids, language);
    return {
      user: (query.user && names.get(query.user)?.name) || null,
      subject: (query.subject && names.get(query.subject)?.name) || null,
    };
  }

  private async workbook(scope: Scope, where: Sql, language: Language): Promise<FileAnswer> {
    const reach = scope.reach('audit.read');
    const rows = await this.database.all<Entry>(
      sql`select e.* from audit_entry e where ${where} ${newest} limit ${EXPORTED + 1}`,
    );
    if (rows.length > EXPORTED)
      throw refused(
        'too-many-rows',
        t(
          `一次最多导出 ${EXPORTED} 条日志，请缩小日期范围或增加筛选条件后分次导出`,
          `At most ${EXPORTED} entries are exported at once: narrow the dates or the filters, and export in parts`,
        ),
      );
    const zh = language === 'zh';
    const title = zh ? '审计日志' : 'Audit log';
    const column = (key: string, words: readonly [string, string], kind: 'text' | 'integer' = 'text') => ({
      key,
      title: words[zh ? 0 : 1],
      kind,
    });
    const separator = zh ? '、' : ', ';
    const content = await writeOfficialTable({
      sheet: title,
      title,
      unitLine: `${zh ? '导出单位：' : 'Exported by: '}${scope.organisationName}`,
      dateLine: `${zh ? '导出日期：' : 'Exported on: '}${this.clock.today()}`,
      columns: [
        column('seq', ['链序号', 'Place in chain']),
        column('at', ['时间', 'Time']),
        column('user', ['操作人', 'Who']),
        column('role', ['角色', 'Role']),
        column('organisation', ['单位', 'Organisation']),
        column('action', ['操作', 'Action']),
        column('kind', ['对象类型', 'Kind']),
        column('subject', ['对象', 'About']),
        column('detail', ['涉及字段', 'Fields']),
      ],
      rows: (await this.shown(reach, rows, language)).map((row) => ({
        seq: row.seq === null ? (zh ? '尚未入链' : 'Not chained yet') : String(row.seq),
        at: shanghai(row.at),
        user: row.user?.name ?? (zh ? '系统' : 'The platform'),
        role: row.role?.[language] ?? '—',
        organisation: row.organisation ?? '—',
        action: row.text[language],
        kind: row.subject.title[language],
        subject: row.subject.name ?? '—',
        detail:
          [
            ...row.fields.map((field) => field[language]),
            ...row.numbers.map((n) => `${n.title[language]} ${n.value}`),
          ].join(separator) || '—',
      })),
      signatures: [],
      notes: [
        zh
          ? '注：日志只记录字段名称，不含个人信息内容；链是否完整由平台管理员在服务器上核验。'
          : 'Note: the log names fields and never holds what stands in them; the chain is verified on the server.',
      ],
    });
    return new FileAnswer(content, xlsx, `${title}-${this.clock.today()}.xlsx`);
  }
}

/** 2026-11-24 09:00:00 in Shanghai. */
const shanghai = (at: string): string =>
  new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
