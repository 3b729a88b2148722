import type { Check } from '@xieshou/core';
import type { Text } from '@xieshou/sdk';

export const print = (...lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

/** A sentence in both languages, one line each. */
export const bothOf = (text: Text, indent = '  '): string =>
  text.zh === text.en ? `${indent}${text.zh}` : `${indent}${text.zh}\n${indent}${text.en}`;

/** One line per check; below it each damage with its remedy. Answers whether everything is sound. */
export const printChecks = (checks: readonly Check[]): boolean => {
  for (const { title, looked, damages } of checks) {
    const sound = damages.length === 0;
    print(`${sound ? '✓' : '✗'} ${title.zh} ${title.en}: ${looked.zh} · ${looked.en}`);
    for (const { what, remedy } of damages) print(bothOf(what, '    '), bothOf(remedy, '    → '));
  }
  return checks.every((check) => check.damages.length === 0);
};

/** Rows by table, those without rows left out. */
export const printRows = (rows: Readonly<Record<string, number>>): void => {
  for (const [table, n] of Object.entries(rows)) if (n > 0) print(`    ${table.padEnd(24)} ${n}`);
};

export const sizeOf = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1_048_576).toFixed(1)} MiB`;
