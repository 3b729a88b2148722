import type { Data, Fields } from './fields.js';
import type { Finding } from './finding.js';
import type { Parties } from './organisation.js';
import type { NamedReader } from './readers.js';
import type { Text } from './text.js';

/**
 * A number that a record yields beside the event itself. It is stored as `<form>.<name>`, dated with the record's
 * day, and rewritten whenever the record is saved.
 */
export interface Fact {
  readonly name: string;
  /** Integer in the fact's own unit: minutes, people, fen. */
  readonly amount: number;
  /** One of a few kinds the fact is broken down by in tallies (a subject, a stage). */
  readonly kind?: string;
  /** The person counted, where duties count distinct people. */
  readonly person?: string;
}

/** What people write down. Saved as a record; ledgers, duties and reports are views over its facts. */
export interface Form<S = never, F extends Fields = Fields> {
  readonly title: Text;
  /** What the form is for, one sentence, shown above it. */
  readonly purpose?: Text;
  /** Who writes it: a side, either side, or `owner`, the organisation that runs the programme (an evaluation). */
  readonly writtenBy: 'helper' | 'helped' | 'either' | 'owner';
  /**
   * Who may read its records, where those who read records of the pairing are too many: a confidential form. It counts
   * nowhere, and nobody confirms it. To everybody else its records do not exist.
   */
  readonly readBy?: readonly NamedReader[];
  /** Key of `inside`: a record is then about a pair of people and not about the pairing around it. */
  readonly about?: string;
  /** `many` lets one record name several pairings of the same writer (one meeting with three schools). */
  readonly subjects: 'one' | 'many';
  /** Whether a programme with these settings writes it down; always, unless told. What has been written stays readable. */
  inUse?(settings: S): boolean;
  /** Fields, or fields made from the programme's settings. One of them must be the required day field `on`. */
  readonly fields: F | ((settings: S) => F);
  /**
   * `handIn`: the day of a record is the day on which it is first handed in. The platform sets it, nobody is asked for it,
   * and neither returning the record nor correcting it changes it. For papers that are to be filed by a day.
   */
  readonly dated?: 'handIn';
  /** Rules over the whole form; a `fail` refuses the record, a `soft` is shown and kept. Asked for each of its pairings. */
  checks?(data: Data<F>, settings: S, parties: Parties): readonly Finding[];
  /**
   * Numbers the record yields besides "one event of this form on this day", which the kernel counts by itself. Its data
   * comes without the fields that only some may read: what is counted is counted for everybody.
   */
  facts?(data: Data<F>, settings: S): readonly Fact[];
  /**
   * Words in what was written by which somebody may be at risk. What it finds is told to the advisers of the helped party
   * and to nobody else: neither to who writes nor to the other side. Asked when a record is handed in, changed or
   * corrected, never of a draft.
   */
  risk?(data: Data<F>, settings: S): readonly string[];
  /** Fields lists may filter by. Only these are indexed. */
  readonly index?: readonly (keyof F & string)[];
  /** Two to four fields that identify a record in a list or on a phone card. */
  readonly brief: readonly (keyof F & string)[];
  /** Version of the data's shape, from 1. */
  readonly version: number;
  /** `upgrade[n]` turns data of version n into data of version n + 1. */
  readonly upgrade?: Readonly<Record<number, (old: Readonly<Record<string, unknown>>) => Record<string, unknown>>>;
}

/**
 * Binds the type of a programme's settings, so that a form's `checks` and `facts` see them typed:
 * `const form = formsWith(settings)`.
 */
export const formsWith =
  <const SF extends Fields>(_settings: SF) =>
  <const F extends Fields>(form: Form<Data<SF>, F>): Form<Data<SF>, F> =>
    form;

/** The fields of a form under given settings. */
export const fieldsOf = <S, F extends Fields>(form: Pick<Form<S, F>, 'fields'>, settings: S): F =>
  typeof form.fields === 'function' ? form.fields(settings) : form.fields;

/**
 * Data of an older version of a form in the shape of its present version, step by step.
 * @throws RangeError when the data is of a version that the form does not know.
 */
export const upgradeData = (
  form: Pick<Form, 'version' | 'upgrade'>,
  { version, data }: { readonly version: number; readonly data: Readonly<Record<string, unknown>> },
): Readonly<Record<string, unknown>> => {
  let upgraded = data;
  for (let n = version; n !== form.version; n++) {
    const step = form.upgrade?.[n];
    if (!step)
      throw new RangeError(`Data of version ${n} cannot become version ${form.version}: upgrade[${n}] is missing.`);
    upgraded = step(upgraded);
  }
  return upgraded;
};
