import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screenRoutes } from '../test/routes.js';
import { stretched, violations } from './accessibility.js';
import { desk, openBrowser, phone, pictures, type Platform, type Seat, sitDown, startPlatform } from './platform.js';
import { type Shot, writeChecklist } from './screens/checklist.js';
import { prepare } from './screens/sample.js';
import { type Account, type Places, type Screen, screens } from './screens/screens.js';
import { failing, flaws, type Language, load, settled, sitBeside, walk } from './screens/visiting.js';

const sizes = { desk, phone };

/** Besides idle. */
type Opened = 'overlay' | 'error';

interface View extends Seat {
  readonly who: Account;
  readonly language: Language;
  readonly size: keyof typeof sizes;
}

const nameOf = ({ path, name }: Screen): string =>
  [path === '/' ? 'workbench' : path.slice(1).replaceAll('/', '-').replaceAll('$', ''), name].filter(Boolean).join('-');

/** Every screen, idle, with something opened over it, and saying that something is wrong. */
describe('every screen', () => {
  let platform: Platform;
  let browser: Browser;
  let places: Places;
  let people: Readonly<Record<Account, Seat>>;
  const seats = new Map<string, Promise<View>>();
  const shots: Shot[] = [];
  const seen = new Set<string>();
  const folder = join(pictures, 'screens');

  beforeAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    platform = await startPlatform({ XIESHOU_SAMPLE: '1' });
    browser = await openBrowser();
    ({ places, people } = await prepare(browser, platform));
  });
  afterAll(async () => {
    writeChecklist(folder, shots);
    await browser?.close();
    await platform?.stop();
  });

  /** A person's window in a language and a size, opened when it is first needed; `keeps` tells windows apart. */
  const viewOf = (who: Account, language: Language, size: keyof typeof sizes, keeps: string): Promise<View> => {
    const key = [who, language, size, keeps].join();
    const made = async (): Promise<View> => {
      const seat = { url: platform.url, viewport: sizes[size], touch: size === 'phone' };
      const beside = await sitBeside(browser, { context: people[who].context, language, sit: sitDown, seat });
      return { ...beside, who, language, size };
    };
    if (!seats.has(key)) seats.set(key, made());
    return seats.get(key)!;
  };

  const look = async (screen: Screen, view: View, state: Shot['state']): Promise<string[]> => {
    const { page, who, language, size } = view;
    const file = `${nameOf(screen)}-${state}-${who}-${size}-${language}.png`;
    const found = await stretched(page, async () => {
      await page.screenshot({ path: join(folder, file) });
      return [...(await violations(page)), ...(await flaws(page))];
    });
    const { look: wanted } = screen;
    shots.push({ screen: nameOf(screen), look: wanted, state, who, size, language, file, findings: found.length });
    return found.map((line) => `${state}, ${who}, ${size}, ${language}: ${line}`);
  };

  const trouble = async (screen: Screen, view: View, address: string): Promise<string[]> => {
    const { page } = view;
    if (screen.error) {
      await load(page, address);
      await screen.error(page);
      await settled(page);
      return look(screen, view, 'error');
    }
    const mend = await failing(page, screen.breaksDown ? 500 : 403);
    try {
      await load(page, address);
      if (screen.breaksDown) await page.getByRole('alert').first().waitFor();
      return await look(screen, view, 'error');
    } finally {
      await mend();
      view.complaints.length = 0; // React notes what the page has caught and shown
    }
  };

  const visit = async (screen: Screen, view: View, states: readonly Opened[]): Promise<string[]> => {
    const { page, who, language, size } = view;
    const address = screen.at?.(places) ?? screen.path;
    const idle = [address, who, language, size].join();
    const isKnown = seen.has(idle); // from another screen of the same address
    seen.add(idle);
    if (isKnown && states.length === 0) return [];
    // In a window where nothing is ever opened or filled in, the app itself goes on; it is faster than starting it anew.
    await (states.length === 0 ? walk : load)(page, address);
    const found = isKnown ? [] : await look(screen, view, 'idle');
    if (states.includes('overlay')) {
      await screen.overlay(page);
      await settled(page);
      found.push(...(await look(screen, view, 'overlay')));
    }
    if (states.includes('error')) found.push(...(await trouble(screen, view, address)));
    return [...found, ...view.complaints.splice(0)];
  };

  it('stands in the list', () => {
    const listed = new Set(screens.map(({ path }) => path));
    // The choice of a role stands before everything else; the journey of accounts goes through it.
    const declared = screenRoutes().flatMap(({ path }) => (path === '/role' ? [] : [path]));
    expect(declared.filter((path) => !listed.has(path))).toEqual([]);
    expect([...listed].filter((path) => !declared.includes(path))).toEqual([]);
    expect(new Set(screens.map(nameOf)).size).toBe(screens.length);
  });

  it.each(screens.map((screen) => [nameOf(screen), screen] as const))(
    '%s keeps nobody out',
    async (_, screen) => {
      const [first, ...others] = screen.who ?? ['officer'];
      const go = async (who: Account, language: Language, size: keyof typeof sizes, ...states: Opened[]) =>
        visit(screen, await viewOf(who, language, size, states.length > 0 ? 'anything' : 'nothing'), states);
      // Idle in both languages and both sizes; opened and in trouble once a language and once a size. Two windows at a
      // time: one waits for the server while the other draws.
      const rounds = [
        () => [go(first!, 'zh', 'phone', 'overlay', 'error'), go(first!, 'en', 'desk', 'overlay', 'error')],
        () => [go(first!, 'zh', 'desk'), go(first!, 'en', 'phone')],
        ...others.map((who) => () => [go(who, 'zh', 'desk', 'overlay'), go(who, 'en', 'phone', 'overlay')]),
      ];
      const found: string[] = [];
      for (const round of rounds) {
        // Both windows come to an end, whatever happens in one: the next screen uses them again.
        for (const end of await Promise.allSettled(round()))
          found.push(...(end.status === 'fulfilled' ? end.value : [String(end.reason)]));
      }
      if (found.length > 0) appendFileSync(join(folder, 'findings.txt'), `${nameOf(screen)}\n${found.join('\n')}\n\n`);
      expect(found).toEqual([]);
    },
    180_000,
  );
});
