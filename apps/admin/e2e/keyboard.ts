import { expect } from 'vitest';
import type { Page } from 'playwright-core';

interface Focus {
  /** Tag, role and what a screen reader would say. */
  readonly what: string;
  /** Whether an eye can find it: an outline, or a border and shadow that only the focused one has. */
  readonly isSeen: boolean;
}

const focus = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    if (!at || at === document.body) return { what: 'nothing', isSeen: true };
    const labels = (at as HTMLInputElement).labels;
    const name =
      at.getAttribute('aria-label') ??
      (at.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .flatMap((id) => document.getElementById(id)?.textContent ?? [])
        .join(' ');
    const said = name || [...(labels ?? [])].map((one) => one.textContent).join(' ') || at.textContent;
    // A control inside a frame of its own (antd's inputs and selects) shows the focus by the frame.
    const box = at.getBoundingClientRect();
    const frames = [
      at,
      at.parentElement,
      at.closest('.ant-input-affix-wrapper, .ant-select, .school-tick, label, li, td'),
    ];
    const isSeen = frames.some((one) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
    const isMain = at.tagName === 'MAIN'; // where a step to another page lands, to be read from there
    const isOnScreen = box.bottom > 0 && box.top < innerHeight;
    const to = at.getAttribute('href');
    const role = at.getAttribute('role') ?? at.tagName.toLowerCase();
    return {
      what: `${role}: ${(said ?? '').replace(/\s+/g, ' ').trim().slice(0, 80)}${to ? ` (${to})` : ''}`,
      isSeen: isMain || (isSeen && isOnScreen),
    };
  });

/** So many stops a person puts up with; more means a trap, or that the thing cannot be reached. */
const patience = 120;

/** Goes on with Tab (or back, with Shift) to what is named so, looking at every stop whether it can be seen. */
export const tabTo = async (page: Page, wanted: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  const stops: string[] = [];
  for (let n = 0; n < patience; n++) {
    const at = await focus(page);
    if (n > 0) {
      stops.push(at.what);
      expect(at.isSeen, `the focus on “${at.what}” of ${page.url()} can be seen`).toBe(true);
    }
    if (wanted.test(at.what)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not come to ${String(wanted)} on ${page.url()}; it stops at ${stops.join(' | ')}`);
};

/** Goes there and presses Enter. */
export const follow = async (page: Page, wanted: RegExp): Promise<void> => {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
};

export const focused = async (page: Page): Promise<string> => (await focus(page)).what;
