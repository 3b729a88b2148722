import { addDays, type Day, type FieldManifest, isDay } from '@xieshou/sdk';
import { type DayWords, parseDay } from '../../../components/date/day-text.js';
import { readNumber } from '../../../components/form/number-text.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Reading {
  readonly today: Day;
  readonly words: DayWords;
  /** Words for yes and no, in both languages. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** What a cell means to its field; a value that cannot be read stays text, so that the form's own check says so. */
export type Read =
  | { readonly value: unknown }
  /** Nobody of this name among those who may be chosen, or more than one. */
  | { readonly unknown: string }
  | { readonly ambiguous: string; readonly count: number };

/** Text as people mean it: full-width letters, digits and spaces are the same as half-width ones. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

/** What may stand between several names or choices: commas, the enumeration comma, semicolons, line ends. */
export const separators = /[,\uff0c\u3001;\uff1b\n]/;

const bare = (text: string): string => plain(text).toLowerCase().replace(/\s/g, '');

/** 1 January 2000 and 31 December 2099, as Excel numbers days. No other way to write a day has five digits. */
const serials = { first: 36_526, last: 73_050 };

/** A day as people write it, or as Excel numbers it where a cell has lost its format. */
const readDay = (text: string, { today, words }: Reading): string => {
  const typed = plain(text).replace(/ 0?0:00(:00)?$/, '');
  const serial = /^\d{5}$/.test(typed) ? Number(typed) : 0;
  if (serial >= serials.first && serial <= serials.last) return addDays('1970-01-01' as Day, serial - 25_569);
  const day = parseDay(typed, { today, words });
  return day && isDay(day) ? day : text.trim();
};

const readChoice = ({ choices = [] }: FieldManifest, text: string): string => {
  const typed = bare(text);
  const found =
    choices.find(({ value }) => value === text.trim()) ??
    choices.find(({ title, value }) => [title.zh, title.en, value].some((one) => bare(one) === typed));
  return found?.value ?? text.trim();
};

/** Somebody, or something, by the name people know it by. */
export const readNamed = (offered: readonly Named[], text: string): Read => {
  const typed = bare(text);
  const found = offered.filter(({ name }) => bare(name) === typed);
  const [only] = found;
  if (!only) return { unknown: plain(text) };
  return found.length > 1 ? { ambiguous: plain(text), count: found.length } : { value: only.id };
};

/** What the text of a cell means to a field. */
export const readCell = (
  field: FieldManifest,
  text: string,
  o: { readonly reading: Reading; readonly people: readonly Named[] },
): Read => {
  if (plain(text) === '') return { value: undefined };
  switch (field.widget) {
    case 'integer':
    case 'decimal':
    case 'share':
    case 'money':
      return { value: readNumber({ ...field, widget: field.widget }, text) };
    case 'day':
      return { value: readDay(text, o.reading) };
    case 'choice':
      return { value: readChoice(field, text) };
    case 'choices':
      return {
        value: text
          .split(separators)
          .filter((part) => part.trim() !== '')
          .map((part) => readChoice(field, part)),
      };
    case 'yesNo': {
      const typed = bare(text);
      if (o.reading.yes.some((word) => bare(word) === typed)) return { value: true };
      if (o.reading.no.some((word) => bare(word) === typed)) return { value: false };
      return { value: text };
    }
    case 'person':
      return readNamed(o.people, text);
    case 'longText':
      return { value: text.trim() };
    // A file is not pasted as text: its field has no column.
    case 'attachments':
      return { value: undefined };
    case 'text':
      return { value: text.replace(/\s*\n\s*/g, ' ').trim() };
  }
};
