import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { checkFields, type Field, isInUse, periodOf, type Text, t } from '@xieshou/sdk';
import { breathe, inPieces, pieces } from '../imports/bulk.js';
import { refuseDuplicates } from '../imports/duplicates.js';
import type { ImportAbout } from '../imports/import-plan.js';
import { type ImportFamily, ImportRegisters } from '../imports/import-registers.js';
import { Imports } from '../imports/imports.js';
import {
  beforeOf,
  type CellValues,
  type ImportColumn,
  type ImportRegister,
  type Judgement,
  RowsMoved,
  type Verdict,
  type Written,
} from '../imports/register.js';
import type { Call } from '../platform/call.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { Clock } from '../platform/clock.js';
import type { Database, Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { newId } from '../platform/ids.js';
import { invalid, notFound } from '../platform/problem.js';
import { DATABASE } from '../platform/tokens.js';
import type { Unit } from '../platform/units.js';
import { Calendars } from '../programmes/calendars.js';
import { shown } from '../programmes/field-text.js';
import { isMember, Programmes, type Running } from '../programmes/programmes.js';
import { keptText } from '../programmes/sealed-data.js';
import { personKey } from '../people/people.js';
import { entryData, type EntryRow, isReadBy, peopleInReach, type Register, registerOf } from './entries.js';
import { entryOf, fieldColumns } from './entry-cells.js';
import type * as api from './registers.api.js';
import { registerEntry, registerEntryVersion } from './registers.tables.js';

interface Holder {
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
  readonly code: string | null;
  readonly district_id: string;
}

type Asked = Parameters<ImportRegister['judge']>[0] & {
  readonly running: Running;
  readonly register: Register;
  readonly about: ImportAbout;
};

interface Draft {
  readonly row: number;
  readonly reasons: Text[];
  readonly id: string;
  readonly holder: Holder | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  target?: EntryRow;
}

const who: readonly ImportColumn[] = [
  {
    key: 'code',
    title: t('学号', 'Number'),
    required: true,
    help: t('与人员名单中的学号或工号一致', 'The number in the list of people'),
  },
  { key: 'name', title: t('姓名', 'Name'), required: true, help: t('用于核对学号', 'To check the number against') },
];

/** Fills the registers of programmes from workbooks: whose row it is, is found by number and checked by name. */
@Injectable()
export class RegisterImports implements ImportFamily, OnModuleInit {
  readonly name = 'entries';

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly imports: Imports,
    private readonly registers: ImportRegisters,
  ) {}

  onModuleInit(): void {
    this.registers.addFamily(this);
  }

  async template({ scope, params, language }: Call<typeof api.registerTemplate>) {
    const { definition } = await this.programmes.get(this.database, scope, params.id, 'register.import');
    registerOf(definition, params.register);
    return this.imports.template(this.name, language, { programme: params.id, register: params.register, period: '' });
  }

  async upload(call: Call<typeof api.importRegister>) {
    const { scope, params, query } = call;
    const running = await this.programmes.writable(this.database, scope, params.id, 'register.import');
    const register = registerOf(running.definition, params.register);
    if (!isInUse(register, running.settings)) throw notFound();
    const calendar = await this.calendars.of(this.database, running.row.district_id);
    const period = periodOf(calendar, query.period);
    if (period?.kind !== register.per)
      throw invalid([
        {
          field: 'period',
          text:
            register.per === 'term'
              ? t('请选择校历中已有的学期', 'Choose a term that the calendar has')
              : t('请选择校历中已有的学年', 'Choose a school year that the calendar has'),
        },
      ]);
    if (period.from > this.clock.today())
      throw invalid([{ field: 'period', text: t('该时段还没有开始', 'This period has not begun yet') }]);
    return this.imports.upload(this.name, call, { programme: params.id, register: params.register, period: period.id });
  }

  async make(reads: Reads, about: ImportAbout): Promise<ImportRegister> {
    const running = await this.programmes.byId(reads, about.programme);
    const { definition } = running;
    if (!definition) throw notFound();
    const register = registerOf(definition, about.register);
    return {
      name: this.name,
      title: register.title,
      permission: 'register.import',
      isOpenTo: (role) => Object.values(register.fields).every((field) => isReadBy(field, role)),
      template: t(`${register.title.zh}导入模板`, `${about.register}-template`),
      columns: [...who, ...fieldColumns(register.fields)],
      undoing: { table: registerEntry, owned: [registerEntryVersion], taken: () => Promise.resolve(false) },
      judge: (o) => this.judge({ ...o, running, register, about }),
    };
  }

  private async judge(o: Asked): Promise<Judgement> {
    const holders = await this.holders(o.reads, o);
    const drafts = o.rows.map((row) => this.draft(o, row, holders));
    refuseDuplicates(
      drafts.filter((d) => d.reasons.length === 0),
      (d) => (d.holder ? [d.holder.id] : []),
    );
    const standing = await inPieces(
      drafts.flatMap(({ holder }) => holder?.id ?? []),
      (ids) =>
        o.reads.all<EntryRow>(sql`select * from register_entry where programme_id = ${o.about.programme}
          and register = ${o.about.register} and period = ${o.about.period} and person_id in ${ids}`),
    );
    const byPerson = new Map(standing.map((row) => [row.person_id, row]));
    for (const draft of drafts) if (draft.holder) draft.target = byPerson.get(draft.holder.id);
    return {
      verdicts: drafts.map((draft) => verdictOf(o, draft)),
      write: (unit) => this.write(unit, o, drafts),
    };
  }

  /** People of the register's kind whom the importer reaches in the programme, by number. */
  private async holders(reads: Reads, o: Asked): Promise<ReadonlyMap<string, readonly Holder[]>> {
    const found = await inPieces(
      o.rows.flatMap(({ values }) => values['code'] ?? []),
      (codes) =>
        reads.all<Holder>(sql`select p.id, p.name, p.name_key, p.code, p.district_id from person p
          where p.code in ${codes} and p.kind = ${o.register.of} and p.left_on is null
          and not exists (select 1 from person_alias x where x.person_id = p.id)
          and ${peopleInReach(o.importer.reach)} and ${isMember(sql`${o.about.programme}`, sql`p.organisation_id`)}`),
    );
    return grouped(found, ({ code }) => code!);
  }

  private draft(o: Asked, row: CellValues, holders: ReadonlyMap<string, readonly Holder[]>): Draft {
    const { code, name } = row.values as { code: string | null; name: string | null };
    const reasons = [...row.reasons];
    const named = code ? (holders.get(code) ?? []) : [];
    const holder = named.find((one) => name !== null && one.name_key === personKey(name));
    if (code && named.length === 0)
      reasons.push(
        t(
          `名单中没有学号或工号 ${code}，请先导入人员，或核对学号`,
          `Nobody has the number ${code}: import the people first, or check the number`,
        ),
      );
    else if (code && name && !holder)
      reasons.push(
        t(`学号 ${code} 的姓名不是“${name}”，请核对`, `The number ${code} does not belong to "${name}": check both`),
      );
    const read = entryOf(o.register.fields, row.values);
    reasons.push(...read.reasons);
    let data = read.data;
    if (read.reasons.length === 0) {
      const checked = checkFields(o.register.fields, read.data);
      if ('errors' in checked) reasons.push(...checked.errors.map((e) => e.text));
      else {
        data = checked.data;
        const found = o.register.checks?.(data as never, o.running.settings) ?? [];
        reasons.push(...found.filter((f) => f.outcome === 'fail').map((f) => f.text));
      }
    }
    return { row: row.row, reasons, id: newId(this.clock.now().getTime()), holder, data };
  }

  private async write(unit: Unit, o: Asked, drafts: readonly Draft[]): Promise<Written[]> {
    const good = drafts.filter((draft) => draft.reasons.length === 0 && draft.holder);
    const added = good.filter(({ target }) => !target);
    const changed = good.filter((draft) => draft.target && !isSame(o, draft));
    const at = this.clock.instant();
    for (const piece of pieces(added)) {
      await unit.insert(
        registerEntry,
        ...piece.map(({ id, holder, data }) => ({
          id,
          district_id: holder!.district_id,
          programme_id: o.about.programme,
          register: o.about.register,
          person_id: holder!.id,
          period: o.about.period,
          form_version: o.register.version,
          data: keptText(o.running, o.register.fields, canonicalJson(data)),
          created_at: at,
          version: 1,
        })),
      );
      await breathe();
    }
    const written: Written[] = added.map(({ id }) => ({ id, version: 1, before: null }));
    for (const piece of pieces(changed)) {
      for (const { target, data } of piece) {
        const to = {
          data: keptText(o.running, o.register.fields, canonicalJson(data)),
          form_version: o.register.version,
        };
        await unit.insert(registerEntryVersion, {
          entry_id: target!.id,
          number: target!.version,
          form_version: target!.form_version,
          data: target!.data,
          at,
        });
        if (!(await unit.change(registerEntry, target!, to))) throw new RowsMoved(target!.id);
        written.push({ id: target!.id, version: target!.version + 1, before: beforeOf<EntryRow>(target!, to) });
      }
      await breathe();
    }
    return written;
  }
}

type Keeping = Pick<Asked, 'running' | 'register'>;

const isSame = ({ running, register }: Keeping, { target, data }: Draft): boolean =>
  target !== undefined && canonicalJson(entryData(running, register, target)) === canonicalJson(data);

const none: ReadonlyMap<string, string> = new Map();

const said = (f: Field, value: unknown): Text => {
  const text = shown({ key: '', ...f }, value, none);
  return text === undefined ? t('空', 'empty') : typeof text === 'number' ? t(String(text), String(text)) : text;
};

const verdictOf = (keeping: Keeping, draft: Draft): Verdict => {
  const { running, register } = keeping;
  const { reasons, id, target, data } = draft;
  if (reasons.length > 0) return { outcome: 'error', id: null, reasons };
  if (!target) return { outcome: 'add', id, reasons: [] };
  if (isSame(keeping, draft)) return { outcome: 'same', id: target.id, reasons: [] };
  const before = entryData(running, register, target);
  const changes = Object.entries(register.fields)
    .filter(([key]) => canonicalJson(before[key] ?? null) !== canonicalJson(data[key] ?? null))
    .map(([key, f]): Text => {
      const [was, is] = [said(f, before[key]), said(f, data[key])];
      return t(`${f.title.zh}：${was.zh} → ${is.zh}`, `${f.title.en}: ${was.en} → ${is.en}`);
    });
  return { outcome: 'change', id: target.id, reasons: changes };
};
