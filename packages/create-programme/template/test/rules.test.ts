import { passes, presetSettings } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import programme from '../src/index.js';
import { fitsLaboratory } from '../src/rules.js';
import type { Settings } from '../src/settings.js';

const settings = presetSettings(programme, 'standard') as unknown as Settings;

describe('students in one session (二2)', () => {
  it.each([
    [44, true],
    [45, true],
    [46, false],
  ])('%i students: %s', (students, allowed) => {
    expect(passes([fitsLaboratory({ students, most: settings.mostStudents })])).toBe(allowed);
  });
});
