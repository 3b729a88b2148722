import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screenRoutes } from '../test/routes.js';
import { stretched, violations } from './accessibility.js';
import { desk, openBrowser, phone, pictures, type Platform, type Seat, sitDown, startPlatform } from './platform.js';
import { type Shot, writeChecklist } from './screens/checklist.js';
import { prepare } from './screens/sample.js';
import { type Account, type Places, type Screen, screens } from './screens/screens.js';
import { failing, flaws, type Language, settled, sitBeside } from './screens/visiting.js';

const sizes = { desk, phone };

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

  /** A person's window in a language and a size, opened when it is first needed. */
  const viewOf = (who: Account, language: Language, size: keyof typeof sizes): Promise<View> => {
    const key = [who, language, size].join();
    const made = async (): Promise<View> => {
      const seat = { url: platform.url, viewport: sizes[size], touch: size === 'phone' };
      const beside = await sitBeside(browser, { context: people[who].context, language, sit: sitDown, seat });
      return { ...beside, who, language, size };
    };
    if (!seats.has(key)) seats.set(key, made());
    return seats.get(key)!;
  };

  const goTo = async (page: Page, address: string) => {
    await page.goto(address, { waitUntil: 'commit' });
    await settled(page);
  };

  const look = async (screen: Screen, view: View, state: string): Promise<string[]> => {
    const { page, who, language, size } = view;
    const file = `${nameOf(screen)}-${state}-${who}-${size}-${language}.png`;
    await stretched(page, () => page.screenshot({ path: join(folder, file) }));
    shots.push({
      screen: nameOf(screen),
      look: screen.look,
      state: `${state} · ${who}`,
      file,
      view: `${size} ${language}`,
    });
    const found = [...(await violations(page)), ...(await flaws(page))];
    return found.map((line) => `${state}, ${who}, ${size}, ${language}: ${line}`);
  };

  const trouble = async (screen: Screen, view: View): Promise<string[]> => {
    const { page } = view;
    const address = screen.at?.(places) ?? screen.path;
    if (screen.error) {
      await goTo(page, address);
      await screen.error(page);
      await settled(page);
      return look(screen, view, 'error');
    }
    const mend = await failing(page, screen.breaksDown ? 500 : 403);
    await goTo(page, address);
    if (screen.breaksDown) await page.getByRole('alert').first().waitFor();
    const found = await look(screen, view, 'error');
    await mend();
    view.complaints.length = 0; // React notes what the page has caught and shown
    return found;
  };

  const visit = async (screen: Screen, view: View, states: readonly string[]): Promise<string[]> => {
    const { page } = view;
    await goTo(page, screen.at?.(places) ?? screen.path);
    const found = await look(screen, view, 'idle');
    if (states.includes('overlay')) {
      await screen.overlay(page);
      await settled(page);
      found.push(...(await look(screen, view, 'overlay')));
    }
    if (states.includes('error')) found.push(...(await trouble(screen, view)));
    return found;
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
      const found: string[] = [];
      const go = async (who: Account, language: Language, size: keyof typeof sizes, states: readonly string[]) => {
        const view = await viewOf(who, language, size);
        found.push(...(await visit(screen, view, states)), ...view.complaints.splice(0));
      };
      // Idle in both languages and both sizes; opened and in trouble once a language and once a size.
      await go(first!, 'zh', 'phone', ['overlay', 'error']);
      await go(first!, 'en', 'desk', ['overlay', 'error']);
      await go(first!, 'zh', 'desk', []);
      await go(first!, 'en', 'phone', []);
      for (const who of others) {
        await go(who, 'zh', 'desk', ['overlay']);
        await go(who, 'en', 'phone', ['overlay']);
      }
      if (found.length > 0) appendFileSync(join(folder, 'findings.txt'), `${nameOf(screen)}\n${found.join('\n')}\n\n`);
      expect(found).toEqual([]);
    },
    900_000,
  );
});
