import { expect, test } from 'vitest';
import { assertFitsPaper } from '../../src/documents/fits-paper.js';

test.each([0, 4999, 5000])('%i rows are printed', (rows) => {
  expect(() => assertFitsPaper(rows)).not.toThrow();
});

test('a row more is refused, with what to do instead', () => {
  expect(() => assertFitsPaper(5001)).toThrow(expect.objectContaining({ code: 'too-many-rows', status: 422 }));
});
