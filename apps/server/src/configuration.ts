import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';

/** Everything an operator can set. Read once, at start, from environment variables. */
export interface Configuration {
  /** `PORT`, 3000 unless told. */
  readonly port: number;
  /** `HOST`, the address to listen on; 127.0.0.1 unless told, so that nothing is open to the network by accident. */
  readonly host: string;
  /** `PUBLIC_URL`, where people reach the platform; needed as soon as `HOST` is not this machine alone. */
  readonly publicUrl: string;
  /** True when people reach it over TLS, ended here or by a proxy in front. */
  readonly secure: boolean;
  /** `TLS_CERT_FILE` and `TLS_KEY_FILE`, both or neither. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** `TRUSTED_PROXIES`, comma-separated addresses or networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** `XIESHOU_DATA_DIR`, `data` in the working folder unless told. */
  readonly dataDir: string;
  /** `DATABASE_URL` for PostgreSQL; without it SQLite in the data folder. */
  readonly database: { readonly url: string } | { readonly path: string };
  /** `XIESHOU_SAMPLE`: 1 fills an empty database with sample data (default), 0 leaves it empty. */
  readonly sample: boolean;
  /** `XIESHOU_ADMIN_PASSWORD` of the first administrator; without it a one-time password is printed. */
  readonly adminPassword: string | undefined;
  /** `XIESHOU_KEY_FILE`, made in the data folder unless told. */
  readonly keyFile: string;
  /** `XIESHOU_BACKUP_DIR`, where a backup a night is kept; `backups` in the data folder unless told. */
  readonly backupDir: string;
  /** `XIESHOU_SMTP_URL` and `XIESHOU_MAIL_FROM`, both or neither: the mail server that digests go through. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
}

/** Where uploaded files are kept in a data folder. */
export const filesDirOf = (dataDir: string): string => join(dataDir, 'files');

/** A wrong value stops the start with one sentence that names it and the remedy. */
export class ConfigurationError extends Error {}

const fail = (sentence: string): never => {
  throw new ConfigurationError(sentence);
};

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');

const portOf = (value: string | undefined): number => {
  if (value === undefined || value === '') return 3000;
  const port = Number(value);
  return /^\d{1,5}$/.test(value) && port >= 1 && port <= 65_535
    ? port
    : fail(`PORT is "${value}": set it to a number from 1 to 65535.`);
};

const fileOf = (name: string, path: string): Buffer => {
  if (!existsSync(path))
    return fail(`${name} is "${path}", where there is no file: give the path of an existing file.`);
  try {
    return readFileSync(path);
  } catch {
    return fail(`${name} is "${path}", which cannot be read: let the server's user read that file.`);
  }
};

const tlsOf = (env: NodeJS.ProcessEnv): Configuration['tls'] => {
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key } = env;
  if (!cert && !key) return undefined;
  if (!cert || !key)
    return fail(
      `${cert ? 'TLS_KEY_FILE' : 'TLS_CERT_FILE'} is missing: set both TLS_CERT_FILE and TLS_KEY_FILE, or neither.`,
    );
  return { cert: fileOf('TLS_CERT_FILE', cert), key: fileOf('TLS_KEY_FILE', key) };
};

const publicUrlOf = (o: { value: string | undefined; host: string; port: number; tls: boolean }): string => {
  if (!o.value) {
    if (!isLoopback(o.host))
      return fail(
        `HOST is "${o.host}", so others can reach the server, but PUBLIC_URL is missing: set it to the address people type, such as https://xieshou.example.cn.`,
      );
    const shown = o.host === '::1' ? '[::1]' : o.host;
    return `${o.tls ? 'https' : 'http'}://${shown}:${o.port}`;
  }
  if (!URL.canParse(o.value))
    return fail(`PUBLIC_URL is "${o.value}": set it to a whole address, such as https://xieshou.example.cn.`);
  const url = new URL(o.value);
  if (!['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.hash)
    return fail(`PUBLIC_URL is "${o.value}": it must start with https:// (or http://) and have no path.`);
  if (o.tls && url.protocol === 'http:')
    return fail(`PUBLIC_URL is "${o.value}", but a TLS certificate is set: write it with https://.`);
  return url.origin;
};

const proxiesOf = (value: string | undefined): readonly string[] => {
  const proxies = (value ?? '')
    .split(',')
    .map((p) => p.trim())
    .filter(Boolean);
  for (const proxy of proxies) {
    const [address = '', bits, ...more] = proxy.split('/');
    const kind = isIP(address);
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 6 ? 128 : 32));
    if (kind === 0 || !fits || more.length > 0)
      fail(
        `TRUSTED_PROXIES has "${proxy}": list addresses such as 10.0.0.5 or networks such as 10.0.0.0/24, separated by commas.`,
      );
  }
  return proxies;
};

const databaseOf = (url: string | undefined, dataDir: string): Configuration['database'] => {
  if (!url) return { path: join(dataDir, 'xieshou.db') };
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    return fail(
      'DATABASE_URL is not a PostgreSQL address: write postgres://user:password@host:5432/database, or leave it out for SQLite.',
    );
  return { url };
};

const sampleOf = (value: string | undefined): boolean => {
  if (value === undefined || value === '' || value === '1') return true;
  return value === '0' ? false : fail(`XIESHOU_SAMPLE is "${value}": set it to 1 (sample data) or 0 (empty).`);
};

const mailOf = (env: NodeJS.ProcessEnv): Configuration['mail'] => {
  const { XIESHOU_SMTP_URL: url, XIESHOU_MAIL_FROM: from } = env;
  if (!url && !from) return undefined;
  if (!url || !from)
    return fail(
      `${url ? 'XIESHOU_MAIL_FROM' : 'XIESHOU_SMTP_URL'} is missing: set both XIESHOU_SMTP_URL and XIESHOU_MAIL_FROM, or neither.`,
    );
  // The address may hold a password, so it is not repeated.
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol) || new URL(url).hostname === '')
    return fail('XIESHOU_SMTP_URL is no mail server: write smtps://user:password@host:465, or smtp:// and its port.');
  if (!/^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/.test(from))
    return fail(
      `XIESHOU_MAIL_FROM is "${from}": write an address, or a name and an address: 携手 <noreply@example.cn>.`,
    );
  return { url, from };
};

/** Reads the configuration, or throws {@link ConfigurationError}. */
export const readConfiguration = (env: NodeJS.ProcessEnv): Configuration => {
  const port = portOf(env['PORT']);
  const host = env['HOST'] || '127.0.0.1';
  const tls = tlsOf(env);
  const publicUrl = publicUrlOf({ value: env['PUBLIC_URL'], host, port, tls: tls !== undefined });
  const dataDir = resolve(env['XIESHOU_DATA_DIR'] || 'data');
  const adminPassword = env['XIESHOU_ADMIN_PASSWORD'] || undefined;
  if (adminPassword !== undefined && adminPassword.length < 8)
    fail(
      'XIESHOU_ADMIN_PASSWORD is shorter than 8 characters: choose a longer one, or leave it out to have one printed.',
    );
  return {
    port,
    host,
    publicUrl,
    secure: publicUrl.startsWith('https:'),
    tls,
    trustedProxies: proxiesOf(env['TRUSTED_PROXIES']),
    dataDir,
    database: databaseOf(env['DATABASE_URL'], dataDir),
    sample: sampleOf(env['XIESHOU_SAMPLE']),
    adminPassword,
    keyFile: resolve(env['XIESHOU_KEY_FILE'] || join(dataDir, 'xieshou.key')),
    backupDir: resolve(env['XIESHOU_BACKUP_DIR'] || join(dataDir, 'backups')),
    mail: mailOf(env),
  };
};
