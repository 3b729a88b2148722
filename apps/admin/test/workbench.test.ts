import { describe, expect, it } from 'vitest';
import { backupAge } from '../src/features/workbench/backup-age.js';

describe('the age of the last backup', () => {
  const now = new Date('2026-11-24T12:00:00.000Z');
  const ago = (hours: number, minutes = 0) =>
    new Date(now.getTime() - hours * 3_600_000 - minutes * 60_000).toISOString();

  it('is told in minutes, hours and days', () => {
    expect(backupAge(ago(0, 59), now)).toMatchObject({ unit: 'minutes', count: 59 });
    expect(backupAge(ago(1), now)).toMatchObject({ unit: 'hours', count: 1 });
    expect(backupAge(ago(47, 59), now)).toMatchObject({ unit: 'hours', count: 47 });
    expect(backupAge(ago(48), now)).toMatchObject({ unit: 'days', count: 2 });
    // A clock that runs behind the server's.
    expect(backupAge(ago(-1), now)).toEqual({ unit: 'minutes', count: 0, late: false });
  });

  it('warns beyond 26 hours, and where there has been none', () => {
    expect(backupAge(ago(25, 59), now).late).toBe(false);
    expect(backupAge(ago(26), now).late).toBe(false);
    expect(backupAge(ago(26, 1), now).late).toBe(true);
    expect(backupAge(null, now)).toEqual({ unit: 'never', count: 0, late: true });
  });
});
