import { Accounts, hashPassword, type Kernel, oneTimePassword, Organisations, sql, system, Units } from '@xieshou/core';
import type { Configuration } from './configuration.js';
import { bureau } from './sample/district.js';
import { makeSample, type SampleClock } from './sample/sample.js';

export interface FirstStart {
  /** The administrator's password, when it was made here and must be shown. */
  readonly oneTimePassword: string | undefined;
}

/** True while nobody has used this database. */
export const isEmpty = async (kernel: Kernel): Promise<boolean> =>
  (await kernel.database.one(sql`select id from organisation limit 1`)) === undefined;

/** Makes the first organisation and the first administrator, and sample data where asked. */
export const firstStart = async (o: {
  readonly kernel: Kernel;
  readonly clock: SampleClock;
  readonly configuration: Configuration;
}): Promise<FirstStart> => {
  const { app } = o.kernel;
  const made = o.configuration.adminPassword === undefined ? oneTimePassword() : undefined;
  const passwordHash = await hashPassword(o.configuration.adminPassword ?? made!);
  const root = await app.get(Units).run(system, async (unit) => {
    const organisation = await app
      .get(Organisations)
      .addRoot(unit, { name: o.configuration.sample ? bureau : '教育局' });
    await app.get(Accounts).add(unit, {
      username: 'admin',
      name: '平台管理员',
      role: 'platformAdministrator',
      organisation,
      passwordHash,
      oneTime: made !== undefined,
    });
    return organisation;
  });
  if (o.configuration.sample)
    await makeSample({ kernel: o.kernel, clock: o.clock, dataDir: o.configuration.dataDir, bureau: root });
  return { oneTimePassword: made };
};
