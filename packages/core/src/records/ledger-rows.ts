import { type Language, type Ledger, type Text, t, termOf, termTitle } from '@xieshou/sdk';
import { breathe, inPieces, pieces } from '../imports/bulk.js';
import { pairingFrom, pairingSides, type PairingSides } from '../pairings/pairings.js';
import { formerParties, nameOn } from '../pairings/party-changes.js';
import type { People } from '../people/people.js';
import type { Reads } from '../platform/database/database.js';
import { list, type Sql, sql } from '../platform/database/sql.js';
import { inLanguage, shown } from '../programmes/field-text.js';
import type { Calendars } from '../programmes/calendars.js';
import type { Running } from '../programmes/programmes.js';
import { formFields, personIds } from './presenting.js';
import { dataOf } from './record-rows.js';

/** One row of a ledger: a record as far as it is about one pairing. */
export interface LedgerKey {
  readonly record_id: string;
  readonly pairing_id: string;
}

export interface LedgerRow extends LedgerKey {
  readonly record_version: number;
  readonly form: string;
  readonly form_version: number;
  readonly on_day: string;
  readonly data: string;
  readonly subject_state: 'draft' | 'claimed' | 'confirmed' | 'returned' | 'void';
  readonly user_id: string;
  readonly decided_by: string | null;
}

/** Where rows of ledgers are found; what they say is read later, of those alone that are wanted. */
export const ledgerFrom = sql`from record r join record_subject rs on rs.record_id = r.id
  join pairing g on g.id = rs.pairing_id`;
export const ledgerKey = sql`r.id as record_id, g.id as pairing_id`;

const stateText: Readonly<Record<LedgerRow['subject_state'], Text>> = {
  draft: t('草稿', 'draft'),
  claimed: t('待确认', 'waiting'),
  confirmed: t('已确认', 'confirmed'),
  returned: t('已退回', 'returned'),
  void: t('已作废', 'void'),
};

/** Rows read at a time. */
const PAGE_ROWS = 500;

const nameOf = (key: LedgerKey) => `${key.record_id} ${key.pairing_id}`;

const rowsAt = async (reads: Reads, keys: readonly LedgerKey[]): Promise<LedgerRow[]> => {
  const records = list([...new Set(keys.map((key) => key.record_id))]);
  const rows = await reads.all<LedgerRow>(sql`select r.id as record_id, rs.pairing_id, r.version as record_version,
    r.form, r.form_version, r.on_day, r.data, rs.state as subject_state, r.user_id, rs.decided_by
    from record r join record_subject rs on rs.record_id = r.id where r.id in ${records}`);
  const found = new Map(rows.map((row) => [nameOf(row), row]));
  return keys.flatMap((key) => found.get(nameOf(key)) ?? []);
};

/** Names of accounts, each read once: the same few people write and decide. */
const accountNames = (reads: Reads) => {
  const names = new Map<string, string>();
  return {
    of: (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null)),
    read: async (ids: readonly (string | null)[]): Promise<void> => {
      const missing = [...new Set(ids)].filter((id) => id !== null && !names.has(id));
      if (missing.length === 0) return;
      const rows = await reads.all<{ id: string; name: string }>(
        sql`select id, name from account where id in ${list(missing)}`,
      );
      for (const { id, name } of rows) names.set(id, name);
    },
  };
};

const partyNames = async (reads: Reads, pairings: readonly string[]) => {
  const rows = await inPieces(pairings, (ids: Sql) =>
    reads.all<PairingSides>(sql`select ${pairingSides} ${pairingFrom} where g.id in ${ids}`),
  );
  return new Map(rows.map((row) => [row.id, { helper: row.helper_name, helped: row.helped_name }]));
};

/** Rows of a ledger with their cells, a page at a time; what all of them share is read once. */
export async function* ledgerPages(
  reads: Reads,
  o: {
    readonly running: Running;
    readonly ledger: Ledger;
    readonly keys: readonly LedgerKey[];
    readonly language: Language;
    /** How many rows stand before the first of these. */
    readonly before: number;
    readonly people: People;
    readonly calendars: Calendars;
  },
) {
  const { running, ledger, keys, language } = o;
  const definition = running.definition!;
  const fields = new Map(
    ledger.from.map((form) => [
      form,
      new Map(formFields(definition, form, running.settings).map((field) => [field.key, field])),
    ]),
  );
  const calendar = await o.calendars.of(reads, running.row.district_id);
  const terms = new Map<string, string | null>();
  const termOn = (day: string): string | null => {
    if (!terms.has(day)) {
      const term = termOf(calendar, day);
      terms.set(day, term ? termTitle(term.id)[language] : null);
    }
    return terms.get(day)!;
  };
  const pairings = [...new Set(keys.map((key) => key.pairing_id))];
  const parties = await partyNames(reads, pairings);
  const former = await formerParties(reads, pairings);
  const party = (row: LedgerRow, side: 'helper' | 'helped') => {
    const name = parties.get(row.pairing_id)![side];
    return nameOn({ pairing: row.pairing_id, side, name, on: row.on_day }, former)[language];
  };
  const accounts = accountNames(reads);
  const builtIn = (row: LedgerRow, number: number, show: string): string | number | null => {
    switch (show) {
      case '@number':
        return number;
      case '@term':
        return termOn(row.on_day);
      case '@form':
        return definition.forms[row.form]?.title[language] ?? row.form;
      case '@helper':
        return party(row, 'helper');
      case '@helped':
        return party(row, 'helped');
      case '@recordedBy':
        return accounts.of(row.user_id);
      case '@confirmedBy':
        return accounts.of(row.decided_by);
      default:
        return stateText[row.subject_state][language];
    }
  };
  let number = o.before;
  for (const piece of pieces(keys, PAGE_ROWS)) {
    const rows = await rowsAt(reads, piece);
    await accounts.read(rows.flatMap((row) => [row.user_id, row.decided_by]));
    const data = rows.map((row) => dataOf(running, row));
    const ids = rows.flatMap((row, i) => personIds([...(fields.get(row.form)?.values() ?? [])], data[i]!));
    const names = await o.people.namesOf(reads, [...new Set(ids)]);
    yield rows.map((row, i) => {
      number += 1;
      const cells: Record<string, string | number | null> = {};
      for (const { show } of ledger.columns) {
        if (show.startsWith('@')) cells[show] = builtIn(row, number, show);
        else {
          const field = fields.get(row.form)?.get(show);
          cells[show] = field ? inLanguage(shown(field, data[i]![show], names), language) : null;
        }
      }
      return {
        key: nameOf(row),
        pairing: row.pairing_id,
        record: row.record_id,
        version: row.record_version,
        rectification: null,
        cells,
      };
    });
    await breathe();
  }
}
