import type { Page } from 'playwright-core';

interface Acts {
  readonly clicks: number;
  readonly keys: number;
}

/** Runs in the page: counts what a hand really does, over steps from page to page. */
const count = () => {
  const add = (name: string) => (event: Event) => {
    if (event.isTrusted) sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name) ?? 0) + 1));
  };
  addEventListener('pointerdown', add('e2e.clicks'), { capture: true });
  addEventListener('keydown', add('e2e.keys'), { capture: true });
};

/** Begins to count clicks and keys in a window; answers how many there were since it was last asked. */
export const counting = async (page: Page): Promise<() => Promise<Acts>> => {
  await page.context().addInitScript(count);
  await page.reload();
  return () =>
    page.evaluate(() => {
      const take = (name: string) => {
        const n = Number(sessionStorage.getItem(name) ?? 0);
        sessionStorage.removeItem(name);
        return n;
      };
      return { clicks: take('e2e.clicks'), keys: take('e2e.keys') };
    });
};
