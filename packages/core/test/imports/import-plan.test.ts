import { t } from '@xieshou/sdk';
import { afterEach, expect, test, vi } from 'vitest';
import { type BatchRow, importDto, type Plan } from '../../src/imports/import-plan.js';

const planWith = (outcomes: readonly ('add' | 'error')[]): Plan => ({
  titles: ['姓名'],
  organisationId: 'o',
  districtId: 'd',
  rows: outcomes.map((outcome, i) => ({
    row: i + 2,
    name: `第${i}人`,
    outcome,
    id: null,
    reasons: outcome === 'error' ? [t('请填写类别', 'Kind is missing')] : [],
    cells: ['sealed'],
  })),
});

const batch = (id: string, version: number, plan: Plan | null) =>
  ({
    id,
    version,
    register: 'people',
    about: null,
    file_name: 'a.xlsx',
    state: 'ready',
    refusal: null,
    applied: 0,
    applied_at: null,
    written: null,
    job_id: 'j',
    plan: plan && JSON.stringify(plan),
  }) as unknown as BatchRow;

afterEach(() => vi.restoreAllMocks());

test('who asks again is told the same, and the rows are not read again', () => {
  const parse = vi.spyOn(JSON, 'parse');
  const row = batch('once', 2, planWith(['add', 'error']));
  const first = importDto({ batch: row, language: 'zh' });
  expect(parse).toHaveBeenCalledTimes(1);
  expect(importDto({ batch: row, language: 'zh' })).toEqual(first);
  expect(importDto({ batch: row, language: 'en' }).rows[0]!.reasons).toEqual(['Kind is missing']);
  expect(parse).toHaveBeenCalledTimes(1);
  expect(first.counts).toEqual({ add: 1, change: 0, same: 0, error: 1 });
  expect(JSON.stringify(first)).not.toContain('sealed');
});

test('the next version is read anew', () => {
  expect(importDto({ batch: batch('anew', 1, null), language: 'zh' }).counts.add).toBe(0);
  expect(importDto({ batch: batch('anew', 2, planWith(['add', 'add'])), language: 'zh' }).counts.add).toBe(2);
  expect(importDto({ batch: batch('anew', 3, planWith(['error', 'add'])), language: 'zh' }).counts.add).toBe(1);
  expect(importDto({ batch: batch('another', 3, planWith(['add'])), language: 'zh' }).counts).toMatchObject({
    add: 1,
    error: 0,
  });
});
