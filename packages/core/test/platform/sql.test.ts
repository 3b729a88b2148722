import { expect, it } from 'vitest';
import { compile, isTemplate, sql } from '../../src/platform/database/sql.js';

const shown = (piece: ReturnType<typeof sql>) => [compile(piece, (n) => `$${n}`), ...piece.values];

it('binds values, and writes how many rows are asked for into the text', () => {
  const window = sql`limit ${20} offset ${40}`;
  expect(shown(sql`select id from person where age > ${20} order by id ${window}`)).toEqual([
    'select id from person where age > $1 order by id limit 20 offset 40',
    20,
  ]);
});

it('binds a limit that is no whole number: only numbers become text', () => {
  const text = '1; drop table person' as unknown as number;
  expect(shown(sql`select id from person limit ${text}`)).toEqual(['select id from person limit $1', text]);
  expect(shown(sql`select id from person limit ${1.5}`)).toEqual(['select id from person limit $1', 1.5]);
});

it('finds a statement by its template where nothing is spliced in', () => {
  const once = (id: string) => sql`select id from person where id = ${id}`;
  expect(once('a').text).toBe(once('b').text);
  expect(isTemplate(once('a'))).toBe(true);
  expect(isTemplate(sql`select id from person limit ${1}`)).toBe(false);
});
