import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * As tall as its content: nothing then lies half under a bar that stays at an edge of the window. Whether something does
 * depends on how far one has scrolled, and axe would take what is covered for a target that is too small.
 */
export const stretched = async <T>(page: Page, look: () => Promise<T>): Promise<T> => {
  const size = page.viewportSize()!;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height <= size.height) return look();
  await page.setViewportSize({ width: size.width, height: Math.min(height, 12_000) });
  try {
    return await look();
  } finally {
    await page.setViewportSize(size);
  }
};

/** Every place on the page that breaks WCAG 2.2 A or AA, in a line each. */
export const violations = async (page: Page): Promise<string[]> => {
  // Half a megabyte: once a document, not once a look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  return stretched(page, () =>
    page.evaluate(async (wanted) => {
      const { axe: runner } = window as unknown as {
        axe: { run(root: Document, options: RunOptions): Promise<AxeResults> };
      };
      const { violations: found } = await runner.run(document, {
        runOnly: { type: 'tag', values: wanted },
        resultTypes: ['violations'],
      });
      return found.flatMap((v) =>
        v.nodes.map((node) => `${v.id}: ${node.target.join(' ')} — ${node.failureSummary ?? ''}`),
      );
    }, tags),
  );
};
