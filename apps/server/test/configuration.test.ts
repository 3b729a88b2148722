import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigurationError, readConfiguration } from '../src/configuration.js';
import { readKeys } from '../src/key-file.js';

const folder = mkdtempSync(join(tmpdir(), 'xieshou-configuration-'));
const pem = join(folder, 'some.pem');
writeFileSync(pem, 'certificate');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stops = (env: Record<string, string>): string => {
  try {
    readConfiguration(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('it did not stop');
};

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfiguration({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      secure: false,
      tls: undefined,
      trustedProxies: [],
      sample: true,
      adminPassword: undefined,
    });
  });

  it.each(['0', '65536', '-1', 'abc', '3000.5', '1e3', ' 3000'])(
    'stops at the port %j with its name and the remedy',
    (port) => {
      expect(stops({ PORT: port })).toBe(`PORT is "${port}": set it to a number from 1 to 65535.`);
    },
  );

  it.each(['1', '65535'])('takes the port %s', (port) => {
    expect(readConfiguration({ PORT: port }).port).toBe(Number(port));
  });

  it('asks for the public address as soon as others can reach the server', () => {
    expect(stops({ HOST: '0.0.0.0' })).toMatch(/^HOST is "0\.0\.0\.0".*PUBLIC_URL is missing/);
    expect(readConfiguration({ HOST: '0.0.0.0', PUBLIC_URL: 'https://x.example.cn' })).toMatchObject({
      secure: true,
      publicUrl: 'https://x.example.cn',
    });
    expect(readConfiguration({ HOST: '0.0.0.0', PUBLIC_URL: 'http://10.1.2.3:3000/' })).toMatchObject({
      secure: false,
      publicUrl: 'http://10.1.2.3:3000',
    });
    expect(readConfiguration({ HOST: '::1' }).publicUrl).toBe('http://[::1]:3000');
  });

  it.each(['x.example.cn', 'ftp://x.example.cn', 'https://x.example.cn/path', 'https://x.example.cn/?a=1'])(
    'stops at the public address %j',
    (url) => {
      expect(stops({ PUBLIC_URL: url })).toMatch(/^PUBLIC_URL is /);
    },
  );

  it('wants certificate and key together, and existing files', () => {
    expect(stops({ TLS_CERT_FILE: pem })).toMatch(/^TLS_KEY_FILE is missing/);
    expect(stops({ TLS_KEY_FILE: pem })).toMatch(/^TLS_CERT_FILE is missing/);
    expect(stops({ TLS_CERT_FILE: pem, TLS_KEY_FILE: '/no/such' })).toMatch(/^TLS_KEY_FILE is "\/no\/such"/);
    expect(readConfiguration({ TLS_CERT_FILE: pem, TLS_KEY_FILE: pem })).toMatchObject({
      secure: true,
      publicUrl: 'https://127.0.0.1:3000',
    });
    expect(stops({ TLS_CERT_FILE: pem, TLS_KEY_FILE: pem, PUBLIC_URL: 'http://x.cn' })).toMatch(
      /^PUBLIC_URL is "http:\/\/x\.cn"/,
    );
  });

  it.each(['proxy', '10.0.0', '10.0.0.1/33', '::1/129', '10.0.0.1/8/8'])('stops at the proxy %j', (proxy) => {
    expect(stops({ TRUSTED_PROXIES: `127.0.0.1, ${proxy}` })).toContain(`TRUSTED_PROXIES has "${proxy}"`);
  });

  it('takes proxies by address and network', () => {
    const { trustedProxies } = readConfiguration({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/32,::1/128' });
    expect(trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/32', '::1/128']);
  });

  it('takes a mail server with a sender, both or neither, and never repeats its password', () => {
    const url = 'smtps://u:p@mail.example.cn:465';
    expect(readConfiguration({}).mail).toBeUndefined();
    for (const from of ['noreply@example.cn', '携手 <noreply@example.cn>'])
      expect(readConfiguration({ XIESHOU_SMTP_URL: url, XIESHOU_MAIL_FROM: from }).mail).toEqual({ url, from });
    expect(stops({ XIESHOU_SMTP_URL: url })).toMatch(/^XIESHOU_MAIL_FROM is missing/);
    expect(stops({ XIESHOU_MAIL_FROM: 'a@b.cn' })).toMatch(/^XIESHOU_SMTP_URL is missing/);
    for (const wrong of ['http://u:secret@b', 'smtp://', 'mail.example.cn', 'u:secret@mail.example.cn'])
      expect(stops({ XIESHOU_SMTP_URL: wrong, XIESHOU_MAIL_FROM: 'a@b.cn' })).toMatch(
        /^XIESHOU_SMTP_URL is no mail server(?!.*secret)/,
      );
    for (const wrong of ['noreply', 'a@b.cn, c@d.cn', '携手 <noreply>', 'a@b.cn\nBcc: c@d.cn'])
      expect(stops({ XIESHOU_SMTP_URL: url, XIESHOU_MAIL_FROM: wrong })).toMatch(/^XIESHOU_MAIL_FROM is/);
  });

  it('chooses the engine by the database address, and never repeats a password', () => {
    expect(readConfiguration({ XIESHOU_DATA_DIR: '/srv/x' }).database).toEqual({ path: '/srv/x/xieshou.db' });
    expect(readConfiguration({ DATABASE_URL: 'postgres://u:p@h/d' }).database).toEqual({ url: 'postgres://u:p@h/d' });
    expect(stops({ DATABASE_URL: 'mysql://u:geheim@h/d' })).not.toContain('geheim');
  });

  it.each(['yes', 'true', '2'])('stops at the sample switch %j', (value) => {
    expect(stops({ XIESHOU_SAMPLE: value })).toBe(
      `XIESHOU_SAMPLE is "${value}": set it to 1 (sample data) or 0 (empty).`,
    );
  });

  it('wants eight characters of the administrator’s password', () => {
    expect(stops({ XIESHOU_ADMIN_PASSWORD: '1234567' })).toMatch(/^XIESHOU_ADMIN_PASSWORD/);
    expect(readConfiguration({ XIESHOU_ADMIN_PASSWORD: '12345678' }).adminPassword).toBe('12345678');
  });
});

describe('the key file', () => {
  it('is made once, for its owner alone, and gives the same keys again', () => {
    const path = join(folder, 'keys', 'xieshou.key');
    const first = readKeys({ path, mayMake: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readKeys({ path, mayMake: false })).toEqual(first);
  });

  it('is never replaced in silence once there is data, nor taken when damaged', () => {
    expect(() => readKeys({ path: join(folder, 'lost.key'), mayMake: false })).toThrow(/put the key file back/);
    const damaged = join(folder, 'damaged.key');
    writeFileSync(damaged, 'abc');
    expect(() => readKeys({ path: damaged, mayMake: true })).toThrow(/64 hexadecimal digits/);
  });
});
