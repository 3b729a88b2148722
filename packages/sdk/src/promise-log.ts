import type { Text } from './text.js';

/** A promise that a programme's definition breaks: which programme, which part of it, and how to mend it. */
export interface BrokenPromise {
  readonly programme: string;
  /** Path of the part, e.g. `forms.masterLesson.brief`. */
  readonly thing: string;
  readonly remedy: string;
}

const KEY = /^[a-z][A-Za-z0-9]*$/;

/** Collects what is broken in one programme, and knows the promises that every part makes. */
export interface PromiseLog {
  readonly found: readonly BrokenPromise[];
  broken(thing: string, remedy: string): void;
  /** Texts are given in both languages. */
  texts(thing: string, ...values: readonly (Text | undefined)[]): void;
  /** Keys become part of routes, columns and exports. */
  keys(thing: string, record: object): void;
  /** Runs a function of the definition; if it throws, that is what is broken, and the answer is undefined. */
  attempt<T>(thing: string, run: () => T, asked?: { readonly under: string; readonly every: string }): T | undefined;
  /** The answer of a function of the settings, where there is one, is a whole number from `least`. */
  wholeNumber(thing: string, least: number, run: (() => number) | undefined): void;
}

export const promiseLog = (programme: string): PromiseLog => {
  const found: BrokenPromise[] = [];
  const log: PromiseLog = {
    found,
    broken: (thing, remedy) => {
      // One mistake is one finding, however many presets show it.
      if (!found.some((f) => f.thing === thing && f.remedy === remedy)) found.push({ programme, thing, remedy });
    },
    texts: (thing, ...values) => {
      for (const value of values)
        if (value && (!value.zh?.trim() || !value.en?.trim())) log.broken(thing, 'Give the text in both zh and en.');
    },
    keys: (thing, record) => {
      for (const key of Object.keys(record))
        if (!KEY.test(key))
          log.broken(`${thing}.${key}`, 'Name it in camelCase: letters and digits, starting with a small letter.');
    },
    attempt: (thing, run, { under, every } = { under: 'under its own settings', every: 'allowed setting' }) => {
      try {
        return run();
      } catch (error) {
        const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'with something that is no Error';
        log.broken(thing, `It throws ${under} (${reason}). Make it answer for every ${every}.`);
        return undefined;
      }
    },
    wholeNumber: (thing, least, run) => {
      if (!run) return;
      const answer = log.attempt(thing, () => ({ n: run() }));
      if (answer && (!Number.isSafeInteger(answer.n) || answer.n < least))
        log.broken(thing, `It answers ${String(answer.n)}: answer a whole number from ${least}.`);
    },
  };
  return log;
};
