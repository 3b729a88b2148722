import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { sql, tables } from '@xieshou/core';
import type { TestServer } from '../../src/index.js';
import type { Base } from './requests.js';

interface Injected {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly payload: string;
}
type Inject = (request: Shot) => Promise<Injected>;

export interface Shot {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

export interface Seen {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly problem: {
    readonly code?: string;
    readonly title?: string;
    readonly status?: number;
    readonly errors?: readonly { readonly field: string; readonly message: string }[];
  };
}

/** Words that only the inside of the server uses: none of them may stand in an answer. */
const inside =
  /\bSQLITE_|\bsqlite\b|syntax error at|relation "|violates|invalid byte sequence|node_modules|\/packages\/|\.[jt]s:\d+|\bat [\w.<>]+ \(|TypeError|RangeError|ZodError|Unhandled|FST_ERR|better-sqlite3|typeorm|\bargon2|select \*|insert into|update "/i;

/** What a refusal must be: a problem in the caller's language, without anything from inside. */
const faultsOf = (seen: Seen, language: 'zh' | 'en'): string[] => {
  const { status, type, text, problem } = seen;
  const faults: string[] = [];
  if (status >= 500) faults.push('the server failed');
  if (inside.test(text)) faults.push(`it tells of its inside: ${inside.exec(text)![0]}`);
  if (status < 400) return faults;
  if (!type.startsWith('application/problem+json')) faults.push(`it answers with ${type}`);
  if (problem.status !== status || !/^[a-z]+(-[a-z]+)*$/.test(problem.code ?? '')) faults.push('it has no code');
  // Names are in the language of whoever gave them; in English sentences they stand in quotes.
  const chinese = /\p{Script=Han}/u.test((problem.title ?? '').replace(language === 'en' ? /"[^"]*"/g : '', ''));
  if (!problem.title || chinese !== (language === 'zh')) faults.push(`its title is "${problem.title}" in ${language}`);
  for (const e of problem.errors ?? [])
    if (
      !e.message ||
      /undefined|\[object|NaN/.test(e.message) ||
      (language === 'zh' && !/\p{Script=Han}/u.test(e.message))
    )
      faults.push(`its sentence for ${e.field} is "${e.message}"`);
  return faults;
};

const piece = (text: string): ReturnType<typeof sql> => {
  const strings: readonly string[] & { readonly raw: readonly string[] } = Object.assign([text], { raw: [text] });
  return sql(strings);
};

/** Every row of a table. Its name comes from the program's own list of tables. */
const rowsOf = (table: string) => piece(`select * from "${table}"`);

/** Sends requests, looks at every answer, and sees to it that what is refused changes nothing. */
export const watcher = (server: TestServer) => {
  let sent = 0;
  const faults: string[] = [];
  const bookkeeping = ['session', 'audit_entry', 'idempotency_key'];
  /** Everything that is stored, but for the bookkeeping that refusals do too. */
  const digest = async (): Promise<string> => {
    // Files that were taken in are read by jobs, a moment later.
    while (await server.database.one(sql`select id from job where state in ('waiting', 'running')`)) await sleep(20);
    const hash = createHash('sha256');
    for (const { name } of tables.filter((table) => !bookkeeping.includes(table.name))) {
      const rows = await server.database.all<Record<string, unknown>>(rowsOf(name));
      const lines = rows.map((row) => JSON.stringify({ ...row, failures: null, last_failure_at: null })).sort();
      hash.update(`${name} ${lines.join('\n')}`);
    }
    return hash.digest('hex');
  };
  const counts = async (): Promise<string> => {
    const kept = tables.filter((table) => !bookkeeping.includes(table.name));
    const parts = kept.map(({ name }) => `select '${name}' as name, count(*) as n from "${name}"`);
    return JSON.stringify(await server.database.all(piece(parts.join(' union all '))));
  };
  let known = '';
  return {
    digest,
    counts,
    faults,
    get sent() {
      return sent;
    },
    /** From here on nothing that is refused may change anything. */
    begin: async () => {
      known = await digest();
    },
    /** Nothing has changed since `begin`, but for what was accepted. */
    unchanged: async (what: string) => {
      const now = await digest();
      if (now !== known) faults.push(`${what}: rows changed although everything was refused`);
      known = now;
    },
    accepted: async () => {
      known = await digest();
    },
    shoot: async (base: Pick<Base, 'who'>, shot: Shot): Promise<Seen> => {
      const language = (sent += 1) % 2 === 0 ? 'zh' : 'en';
      const answer = await (server.fastify.inject.bind(server.fastify) as Inject)({
        ...shot,
        headers: { host: 'localhost', 'accept-language': language, ...base.who, ...shot.headers },
      });
      const type = String(answer.headers['content-type'] ?? '');
      const text = type.includes('spreadsheet') ? '' : answer.payload;
      const seen: Seen = {
        status: answer.statusCode,
        type,
        text,
        problem: type.includes('problem+json') ? (JSON.parse(text) as Seen['problem']) : {},
      };
      // Rubbish in Accept-Language means Chinese.
      const asked = shot.headers?.['accept-language'] === undefined ? language : 'zh';
      const what = [shot.url, String(shot.payload ?? ''), JSON.stringify(shot.headers ?? {})].map(short).join(' ');
      for (const fault of faultsOf(seen, asked)) faults.push(`${shot.method} ${what}: ${seen.status} ${fault}`);
      return seen;
    },
    /** Says everything that was found at once. */
    verdict: () => {
      const found = faults.splice(0);
      expect(found.slice(0, 40), `${found.length} fault(s)`).toEqual([]);
    },
  };
};

export type Watcher = ReturnType<typeof watcher>;

export const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}… (${text.length})` : text);
