import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violations } from './accessibility.js';
import { picture } from './platform.js';

/** A picture of the page as it stands; nothing on it keeps people out, nothing is to be scrolled for sideways. */
export const look = async (page: Page, name: string): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await picture(page, name);
  expect(await violations(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), name).toBe(true);
};

/** The page anew, in another language. */
export const speak = async (page: Page, language: 'zh' | 'en'): Promise<void> => {
  await page.evaluate((next) => localStorage.setItem('xieshou.language', next), language);
  await page.reload();
  await page.waitForLoadState('networkidle');
};

/** Pictures in Chinese, then in English; the page is in Chinese again afterwards. */
export const lookBoth = async (page: Page, name: string): Promise<void> => {
  await look(page, `${name}-zh`);
  await speak(page, 'en');
  await look(page, `${name}-en`);
  await speak(page, 'zh');
};
