import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Text, t } from '@xieshou/sdk';
import { breathe, inPieces } from '../imports/bulk.js';
import { refuseDuplicates } from '../imports/duplicates.js';
import { ImportRegisters } from '../imports/import-registers.js';
import { type CellValues, type ImportRegister, type Judgement, RowsMoved } from '../imports/register.js';
import { Clock } from '../platform/clock.js';
import { organisationsNamed, type Place } from '../organisations/organisations-named.js';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { grouped } from '../platform/grouped.js';
import { Problem } from '../platform/problem.js';
import type { Unit } from '../platform/units.js';
import type { Role } from './access.api.js';
import { accountColumns } from './accounts-columns.js';
import { Accounts } from './accounts.js';
import { grantable } from './policy.js';

type Judge = Parameters<ImportRegister['judge']>[0];

interface Draft {
  readonly row: number;
  readonly values: CellValues['values'];
  readonly reasons: Text[];
  readonly place?: Place;
  person?: string;
  /** The account stands there already as the row says. */
  same?: string;
}

/** 账号 from a workbook. It opens accounts and changes none; their passwords come with the slips. */
@Injectable()
export class AccountsImport implements ImportRegister, OnModuleInit {
  readonly name = 'users';
  readonly title = t('账号', 'Accounts');
  readonly permission = 'user.write';
  readonly template = t('账号导入模板', 'accounts-template');
  readonly columns = accountColumns;

  constructor(
    private readonly registers: ImportRegisters,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registers.add(this);
  }

  async judge(o: Judge): Promise<Judgement> {
    const placeOf = await organisationsNamed({ ...o, today: this.clock.today() });
    const drafts = o.rows.map((row): Draft => {
      const place = placeOf(row.values['organisation'] ?? null);
      return {
        ...row,
        reasons: [...row.reasons, ...('id' in place ? [] : [place])],
        ...('id' in place ? { place } : {}),
      };
    });
    const may = grantable(o.importer.role ?? '');
    for (const { values, reasons } of drafts)
      if (values['role'] && !may.includes(values['role'] as Role))
        reasons.push(t('您不能授予这个角色', 'You may not give this role'));
    const open = () => drafts.filter(({ reasons }) => reasons.length === 0);
    await this.findAccounts(o.reads, open());
    await this.findPeople(
      o.reads,
      open().filter(({ same }) => !same),
    );
    refuseDuplicates(open(), ({ values, person }) => [
      `name ${values['username']}`,
      ...(person ? [`person ${person}`] : []),
    ]);
    return {
      verdicts: drafts.map(({ reasons, same }) => {
        if (reasons.length > 0) return { outcome: 'error', id: null, reasons };
        return same ? { outcome: 'same', id: same, reasons: [] } : { outcome: 'add', id: null, reasons: [] };
      }),
      // Accounts are given and ended one by one: an import of them is not undone.
      write: async (unit) => {
        await this.write(
          unit,
          open().filter(({ same }) => !same),
        );
        return [];
      },
    };
  }

  private async findAccounts(reads: Reads, drafts: readonly Draft[]): Promise<void> {
    const rows = await inPieces(
      drafts.map(({ values }) => values['username']!),
      (names) =>
        reads.all<{ id: string; username: string; name: string; organisation_id: string | null; role: string | null }>(
          sql`select a.id, a.username, a.name, r.organisation_id, r.role from account a
            left join assignment r on r.account_id = a.id and r.ended_at is null and r.delegated_from is null
            where a.username in ${names}`,
        ),
    );
    const byName = grouped(rows, ({ username }) => username);
    for (const draft of drafts) {
      const { values, reasons, place } = draft;
      const found = byName.get(values['username']!) ?? [];
      const same = found.find(
        (r) => r.name === values['name'] && r.organisation_id === place!.id && r.role === values['role'],
      );
      if (same) draft.same = same.id;
      else if (found.length > 0)
        reasons.push(
          t(
            `用户名“${values['username']}”已被使用，请换一个`,
            `The user name "${values['username']}" is taken: choose another`,
          ),
        );
    }
  }

  private async findPeople(reads: Reads, drafts: readonly Draft[]): Promise<void> {
    const coded = drafts.filter(({ values }) => values['code']);
    const rows = await inPieces(
      coded.map(({ values }) => values['code']!),
      (codes) =>
        reads.all<{ id: string; organisation_id: string; code: string; name: string; username: string | null }>(
          sql`select p.id, p.organisation_id, p.code, p.name, a.username from person p
            left join account a on a.person_id = p.id and a.state = 'active'
            where p.code in ${codes} and p.left_on is null`,
        ),
    );
    const byCode = new Map(rows.map((row) => [`${row.organisation_id}/${row.code}`, row]));
    for (const draft of coded) {
      const { values, reasons, place } = draft;
      const found = byCode.get(`${place!.id}/${values['code']}`);
      if (!found)
        reasons.push(
          t(
            `“${place!.name}”的人员名册里没有工号“${values['code']}”，请核对，或先登记人员`,
            `"${place!.name}" has nobody with the number "${values['code']}": check it, or register the person first`,
          ),
        );
      else if (found.name !== values['name'])
        reasons.push(
          t(
            `工号“${values['code']}”在人员名册里不是“${values['name']}”，请核对`,
            `The number "${values['code']}" is not registered for "${values['name']}": check it`,
          ),
        );
      else if (found.username)
        reasons.push(
          t(
            `“${values['name']}”已有账号“${found.username}”，一人只能有一个使用中的账号`,
            `"${values['name']}" has the account "${found.username}": one active account for each person`,
          ),
        );
      else draft.person = found.id;
    }
  }

  private async write(unit: Unit, drafts: readonly Draft[]): Promise<void> {
    for (const [i, { values, place, person }] of drafts.entries()) {
      await this.accounts
        .insert(unit, {
          username: values['username']!,
          name: values['name']!,
          role: values['role'] as Role,
          organisation: place!,
          passwordHash: null,
          oneTime: false,
          person: person ?? null,
        })
        .catch((error: unknown) => {
          // Taken in the same moment: everything is judged again.
          throw error instanceof Problem ? new RowsMoved(values['username']!) : error;
        });
      if (i % 50 === 49) await breathe();
    }
  }
}
