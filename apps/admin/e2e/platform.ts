import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const main = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

export interface Platform {
  readonly url: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** The built server in a process and a data folder of its own. */
export const startPlatform = async (env: Readonly<Record<string, string>>): Promise<Platform> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'xieshou-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  const server: ChildProcess = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', XIESHOU_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.stdout!.on('data', (text: Buffer) => (output += text.toString()));
  server.stderr!.on('data', (text: Buffer) => (output += text.toString()));
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill('SIGTERM');
      await new Promise((resolve) => server.once('exit', resolve));
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  for (let n = 0; n < 600; n++) {
    if (server.exitCode !== null) throw new Error(`the server ended: ${output}`);
    const ready = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (ready?.ok) return { url, dataDir, stop };
    await sleep(200);
  }
  await stop();
  throw new Error(`the server was not ready in time: ${output}`);
};

const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

export const openBrowser = (): Promise<Browser> => {
  if (!executablePath) throw new Error('No Chromium: install the package chromium, or set CHROMIUM to its path.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
};

export const desk = { width: 1366, height: 768 };
export const phone = { width: 390, height: 844 };

export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about in its console, and errors it did not catch. */
  readonly complaints: string[];
}

/** A browser window of one person. */
export const sitDown = async (
  browser: Browser,
  o: {
    readonly url: string;
    readonly viewport: { readonly width: number; readonly height: number };
    readonly touch?: boolean;
  },
): Promise<Seat> => {
  const context = await browser.newContext({
    baseURL: o.url,
    viewport: o.viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
    reducedMotion: 'reduce',
    ...(o.touch ? { hasTouch: true, isMobile: true } : {}),
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A refused request is the browser's own note of a 4xx answer that the page handles.
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, complaints };
};

/** Where pictures are kept: of journeys, and of screens. */
export const pictures = process.env['SCREENSHOTS'] ?? fileURLToPath(new URL('../../../artefacts', import.meta.url));

export const picture = async (page: Page, name: string): Promise<void> => {
  const folder = join(pictures, 'journeys');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

export const signIn = async (page: Page, username: string, password: string): Promise<void> => {
  await page.goto('/login');
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => url.pathname !== '/login');
};
