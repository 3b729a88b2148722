import { existsSync, mkdirSync } from 'node:fs';
import { createKernel, type Kernel } from '@xieshou/core';
import { serveAdmin } from './admin-files.js';
import { type Configuration, filesDirOf } from './configuration.js';
import { firstStart, isEmpty } from './first-start.js';
import { readKeys } from './key-file.js';
import { programmes } from './programmes.js';
import { ruleThreads } from './rule-threads.js';
import { SampleClock, samplePassword, shownSignIns } from './sample/sample.js';

export interface Started {
  readonly kernel: Kernel;
  /** What a person at the terminal should read. */
  readonly message: string;
}

/** Opens everything, fills an empty database, and listens. */
export const start = async (configuration: Configuration): Promise<Started> => {
  mkdirSync(configuration.dataDir, { recursive: true, mode: 0o700 });
  const hasData = 'path' in configuration.database && existsSync(configuration.database.path);
  const clock = new SampleClock();
  const kernel = await createKernel({
    database: configuration.database,
    programmes,
    keys: readKeys({ path: configuration.keyFile, mayMake: !hasData }),
    settings: {
      publicUrl: configuration.publicUrl,
      secure: configuration.secure,
      filesDir: filesDirOf(configuration.dataDir),
    },
    clock,
    trustedProxies: configuration.trustedProxies,
    backupDir: configuration.backupDir,
    digests: true,
    ...(configuration.mail ? { mail: configuration.mail } : {}),
    prepare: serveAdmin,
    ...ruleThreads,
    ...(configuration.tls ? { tls: configuration.tls } : {}),
  });
  const first = (await isEmpty(kernel)) ? await firstStart({ kernel, clock, configuration }) : undefined;
  await kernel.app.listen({ port: configuration.port, host: configuration.host });
  return { kernel, message: messageOf(configuration, first?.oneTimePassword) };
};

const messageOf = (configuration: Configuration, oneTimePassword: string | undefined): string => {
  const shared = samplePassword(configuration.dataDir);
  const lines = [
    '',
    `  携手 Xieshou  ${configuration.publicUrl}`,
    `  数据 data     ${configuration.dataDir}${'url' in configuration.database ? '（PostgreSQL）' : ''}`,
  ];
  if (oneTimePassword)
    lines.push(
      '',
      '  平台管理员 administrator (one-time password, change it at first sign-in)',
      `    admin      ${oneTimePassword}`,
    );
  if (shared)
    lines.push(
      '',
      `  示例账号 sample sign-ins, all with the password  ${shared}`,
      ...shownSignIns.map(({ username, who }) => `    ${username.padEnd(10)} ${who}`),
    );
  if (!configuration.secure && !/^http:\/\/(127\.|localhost|\[::1\])/.test(configuration.publicUrl))
    lines.push(
      '',
      '  警告：未使用 HTTPS，密码和个人信息在网络上是明文。Warning: without HTTPS, passwords travel in the clear.',
    );
  return [...lines, ''].join('\n');
};
