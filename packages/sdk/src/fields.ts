import type { Day } from './days.js';
import type { NamedReader } from './readers.js';
import type { Text } from './text.js';

/**
 * Who may see a value by default. Reports are never given what is `personal` or `sensitive`. A `sensitive` field of a
 * form or a register is sealed where it is kept, and stands in no ledger or message; settings have no such fields.
 */
export type DataClass = 'public' | 'internal' | 'personal' | 'sensitive';

/** The closed list of controls the admin app can draw. */
export type Widget =
  | 'text'
  | 'longText'
  | 'integer'
  | 'decimal'
  | 'share'
  | 'money'
  | 'day'
  | 'choice'
  | 'choices'
  | 'yesNo'
  | 'person'
  | 'attachments';

export interface Choice {
  readonly value: string;
  readonly title: Text;
}

/**
 * One field of a form or of a programme's settings: data, with the type of its value as a phantom.
 * Built by {@link text}, {@link integer} and their siblings, never by hand.
 */
export interface Field<T = unknown> {
  readonly widget: Widget;
  readonly title: Text;
  /** One line under the field. */
  readonly help?: Text;
  readonly required: boolean;
  readonly class: DataClass;
  /**
   * Who may read it, where those who read the record or entry are too many. To everybody else it does not exist: it is
   * nowhere shown, and what it holds changes nothing. Sensitive fields only.
   */
  readonly readBy?: readonly NamedReader[];
  /** Heading the field stands under; fields of one section stand together. */
  readonly section?: Text;
  /** Unit behind a number (次, 分钟, 人). */
  readonly unit?: Text;
  /** How many decimals a `decimal` field has: its value counts units of 10^-scale. */
  readonly scale?: number;
  /**
   * Bounds of a number, both included. For `money` in fen, for `share` in basis points, for `decimal` in units of
   * 10^-scale. Of `attachments`, the most files.
   */
  readonly min?: number;
  readonly max?: number;
  /** Longest text in characters. */
  readonly maxLength?: number;
  readonly choices?: readonly Choice[];
  /** Whose people a `person` field offers. */
  readonly from?: 'helper' | 'helped' | 'writer';
  /**
   * Value a new form starts with: the day of writing; what the writer's last record held; or, for a `person`, whoever
   * writes, where they are among the people offered (else as `last`).
   */
  readonly prefill?: 'today' | 'last' | 'me';
  /** Shown and required only while another field of the form holds one of these values. */
  readonly when?: { readonly field: string; readonly is: readonly string[] };
  /** Settings only: where the plan states it, e.g. `四（二）1`. */
  readonly place?: string;
  /** Settings only: what the number does, in plain words. */
  readonly explain?: Text;
  /** Settings only: the plan's own value. Absent means that the officer must fill it in. */
  readonly default?: T;
  /** Settings only: a district or school may set its own value within the bounds. */
  readonly local?: boolean;
  /** Settings only: false keeps it out of the printed plan, for what only the platform looks at. */
  readonly printed?: false;
  /** Phantom: the type of the value. Never present at run time. */
  readonly value?: T;
}

export type Fields = Readonly<Record<string, Field>>;

/** The data of a form (or settings): optional fields may be absent. */
export type Data<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

/** What every field may say about itself. `T` is the type of its value. */
interface Common<T> {
  readonly title: Text;
  readonly help?: Text;
  readonly class?: DataClass;
  readonly readBy?: readonly NamedReader[];
  readonly section?: Text;
  readonly when?: Field['when'];
  readonly prefill?: 'today' | 'last';
  /** May be left empty. */
  readonly optional?: boolean;
  readonly place?: string;
  readonly explain?: Text;
  readonly default?: T;
  readonly local?: boolean;
  readonly printed?: false;
}

interface TextOptions extends Common<string> {
  readonly maxLength?: number;
}

interface NumberOptions extends Common<number> {
  readonly min?: number;
  readonly max?: number;
}

interface IntegerOptions extends Common<number> {
  readonly min: number;
  readonly max: number;
  readonly unit?: Text;
}

interface DecimalOptions extends IntegerOptions {
  readonly scale: number;
}

interface PersonOptions extends Omit<Common<string>, 'prefill'> {
  readonly from: 'helper' | 'helped' | 'writer';
  readonly prefill?: 'last' | 'me';
}

interface AttachmentOptions extends Pick<Common<never>, 'title' | 'help' | 'class' | 'section' | 'when'> {
  /** Files at most, 9 unless told, never above {@link MOST_ATTACHMENTS}. */
  readonly max?: number;
}

/** Refuses keys that `Allowed` does not have: a misspelt one would otherwise be inferred, and ignored. */
type Only<O, Allowed> = O & { readonly [K in Exclude<keyof O, keyof Allowed>]: never };

/** A field that is optional or conditional may be absent: then the value is `T | undefined`. */
type Maybe<T, O> = O extends { readonly optional: true } | { readonly when: object } ? T | undefined : T;

type Given<T> = Omit<Common<T>, 'prefill'> & Pick<Field, 'prefill'>;

const field = <T, O>(widget: Widget, { optional, ...o }: Given<T>): Field<Maybe<T, O>> => ({
  widget,
  class: 'internal',
  ...o,
  required: optional !== true,
});

/** One line of text, at most `maxLength` characters (100 unless told). */
export const text = <const O extends TextOptions>(o: Only<O, TextOptions>) =>
  field<string, O>('text', { maxLength: 100, ...o });

/** Several lines of text, at most `maxLength` characters (1,000 unless told). */
export const longText = <const O extends TextOptions>(o: Only<O, TextOptions>) =>
  field<string, O>('longText', { maxLength: 1000, ...o });

/** A whole number between `min` and `max`, both included. */
export const integer = <const O extends IntegerOptions>(o: Only<O, IntegerOptions>) => field<number, O>('integer', o);

/**
 * A number with `scale` decimals between `min` and `max`, both included. The value, the bounds and a default are whole
 * units of 10^-scale: at scale 1, 25 is 2.5. Entered and shown as a decimal, never as a float.
 */
export const decimal = <const O extends DecimalOptions>(o: Only<O, DecimalOptions>) => field<number, O>('decimal', o);

/** A share in basis points (10 % = 1000), entered and shown as a percentage. */
export const share = <const O extends NumberOptions>(o: Only<O, NumberOptions>) =>
  field<number, O>('share', { min: 0, max: 10_000, ...o });

/** An amount of money in integer fen, entered and shown in yuan with two decimals. */
export const money = <const O extends NumberOptions>(o: Only<O, NumberOptions>) =>
  field<number, O>('money', { min: 0, max: 100_000_000_000, ...o });

/** A calendar day, `YYYY-MM-DD`. */
export const day = <const O extends Common<Day>>(o: Only<O, Common<Day>>) => field<Day, O>('day', o);

/** One of a closed list. */
export const choice = <const C extends readonly Choice[], const O extends Common<NoInfer<C>[number]['value']>>(
  choices: C,
  o: Only<O, Common<string>>,
) => field<C[number]['value'], O>('choice', { ...o, choices });

/** Any number of a closed list, each at most once; required means at least one. */
export const choices = <
  const C extends readonly Choice[],
  const O extends Common<readonly NoInfer<C>[number]['value'][]>,
>(
  list: C,
  o: Only<O, Common<readonly string[]>>,
) => field<readonly C[number]['value'][], O>('choices', { ...o, choices: list });

/** Yes or no. */
export const yesNo = <const O extends Common<boolean>>(o: Only<O, Common<boolean>>) => field<boolean, O>('yesNo', o);

/** A person of the register (the value is the person's id), offered from one side's people. */
export const person = <const O extends PersonOptions>(o: Only<O, PersonOptions>) =>
  field<string, O>('person', { class: 'personal', ...o });

/** Files that one attachments field may hold, at most. */
export const MOST_ATTACHMENTS = 20;

/**
 * Files that go with a record (photos, scans, documents): the value is the list of their ids. Never required: nobody is
 * made to upload a photo. Personal unless told otherwise; cannot be filtered by.
 */
export const attachments = <const O extends AttachmentOptions>(o: Only<O, AttachmentOptions>) =>
  field<readonly string[], O & { readonly optional: true }>('attachments', {
    class: 'personal',
    max: 9,
    ...(o as AttachmentOptions),
    optional: true,
  });
