import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import type { Seat, sitDown } from '../platform.js';

export type Language = 'zh' | 'en';

/** Requests under way, per page: a screen is looked at when there are none. */
const running = new WeakMap<Page, { readonly requests: Set<Request>; since: number }>();

export const watch = (page: Page): void => {
  const state = { requests: new Set<Request>(), since: Date.now() };
  running.set(page, state);
  const start = (request: Request) => {
    // What the browser fetches ahead of time, or drops with the page before, holds up nothing.
    if (request.resourceType() === 'fetch' || request.resourceType() === 'script') state.requests.add(request);
    state.since = Date.now();
  };
  const end = (request: Request) => {
    if (state.requests.delete(request)) state.since = Date.now();
  };
  page.on('request', start);
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) state.requests.clear();
  });
};

/** Waits until the screen stands still: arrived, a heading, nothing loading, nothing under way for a moment. */
export const settled = async (page: Page): Promise<void> => {
  const until = Date.now() + 60_000;
  for (;;) {
    const { requests, since } = running.get(page)!;
    if (requests.size === 0 && Date.now() - since > 80) {
      const isDrawn = await page.evaluate(() => {
        const { __TSR_ROUTER__: router } = window as unknown as { __TSR_ROUTER__?: { state: { status: string } } };
        return (
          (router?.state.status ?? 'idle') === 'idle' &&
          document.querySelector('h1') !== null &&
          document.querySelector('.page-skeleton, .chart-canvas:empty') === null
        );
      });
      if (isDrawn) break;
    }
    if (Date.now() > until)
      throw new Error(`${page.url()} does not come to rest: ${[...requests].map((one) => one.url()).join(', ')}`);
    await page.waitForTimeout(20);
  }
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
};

/** Opens an address anew: the document, and all that it reads. */
export const load = async (page: Page, address: string): Promise<void> => {
  await page.goto(address, { waitUntil: 'commit' });
  await settled(page);
};

/** Goes to an address as a link inside the app does; for windows in which nothing is open and nothing half filled in. */
export const walk = async (page: Page, address: string): Promise<void> => {
  if (page.url() === 'about:blank') return load(page, address);
  await page.evaluate((to) => history.pushState({}, '', to), address);
  await settled(page);
};

/** What is wrong with a page without a tool for it: sideways scrolling, keys of texts that nobody translated. */
export const flaws = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const wide = [...document.querySelectorAll<HTMLElement>('body *')]
        .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
        .slice(0, 3)
        .map((one) => `${one.tagName.toLowerCase()}.${one.className}`);
      found.push(`scrolls sideways: ${scrollWidth} of ${clientWidth} px, because of ${wide.join(', ')}`);
    }
    const text = document.body.innerText;
    // A key as i18next shows it where the text is missing: list.title, app:form.save.
    for (const [key] of text.matchAll(/(?<![\w@./-])(?:[a-z]+:)?[a-z]+[A-Za-z]*(?:\.[a-z][A-Za-z]*)+(?![\w/@.])/g))
      if (!/\.(xlsx|docx|csv|pdf|cn|com|txt)$/.test(key)) found.push(`shows the key of a text: ${key}`);
    if (/\{\{|\}\}|\bundefined\b|\bNaN\b|\[object /.test(text)) found.push('shows a hole of a text');
    return found;
  });

/** Refuses, or breaks down, whatever the page asks but who is signed in. */
export const failing = async (page: Page, status: 403 | 500): Promise<() => Promise<void>> => {
  const url = (address: URL) => address.pathname.startsWith('/api/') && address.pathname !== '/api/session';
  await page.route(url, (route) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status, code: status === 403 ? 'forbidden' : 'internal', title: '' }),
    }),
  );
  return () => page.unroute(url);
};

/** Asks the API in the name of whoever sits there. */
export const ask = async <T>(
  page: Page,
  method: string,
  path: string,
  body?: unknown,
  version?: number,
): Promise<T> => {
  const answer = await page.evaluate(
    async ([how, where, what, of]) => {
      const session = (await (await fetch('/api/session')).json()) as { csrf: string };
      const response = await fetch(where as string, {
        method: how as string,
        headers: {
          'X-CSRF-Token': session.csrf,
          'Idempotency-Key': crypto.randomUUID(),
          ...(what === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(of === undefined ? {} : { 'If-Match': `"${of as number}"` }),
        },
        ...(what === undefined ? {} : { body: JSON.stringify(what) }),
      });
      return { ok: response.ok, text: await response.text() };
    },
    [method, path, body, version] as const,
  );
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.text}`);
  return JSON.parse(answer.text) as T;
};

/** A second window of somebody who is signed in, in a language and size of its own. */
export const sitBeside = async (
  browser: Browser,
  o: {
    readonly context: BrowserContext;
    readonly language: Language;
    readonly sit: typeof sitDown;
    readonly seat: Parameters<typeof sitDown>[1];
  },
): Promise<Seat> => {
  const seat = await o.sit(browser, o.seat);
  await seat.context.addCookies((await o.context.storageState()).cookies);
  await seat.context.addInitScript(`localStorage.setItem('xieshou.language', '${o.language}')`);
  seat.context.setDefaultTimeout(30_000);
  watch(seat.page);
  return seat;
};
