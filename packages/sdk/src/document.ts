import type { Day } from './days.js';
import type { SettledParty } from './outcome.js';
import type { DutyStanding, Reader } from './programme.js';
import type { Text } from './text.js';

/**
 * What stands in a cell or beside a label: a text in both languages, a name or sentence as somebody wrote it, or a whole
 * number. Null is printed blank, to be filled in by hand.
 */
export type DocumentValue = Text | string | number | null;

/** A label with what is filled in beside it. */
export interface DocumentField {
  readonly label: Text;
  readonly value: DocumentValue;
}

export interface DocumentColumn {
  readonly title: Text;
  /** How wide it is beside the others; 1 unless told. */
  readonly width?: number;
  /** Neighbouring rows that say the same here, and in the merged columns before it, share one cell. */
  readonly merge?: boolean;
  /** The sum of the column stands in a last row; its cells are whole numbers or null. */
  readonly total?: boolean;
}

/** A table with borders. Its head is repeated on every page. */
export interface DocumentTable {
  readonly kind: 'table';
  readonly columns: readonly DocumentColumn[];
  /** As many cells in each row as there are columns. A row of nulls is a line to be filled in by hand. */
  readonly rows: readonly (readonly DocumentValue[])[];
}

/** One part of a document; the list is closed. */
export type DocumentBlock =
  | { readonly kind: 'heading'; readonly text: Text }
  | { readonly kind: 'paragraph'; readonly text: Text }
  /** A grid of labels and values: one to three of them in a row. */
  | { readonly kind: 'fields'; readonly rows: readonly (readonly DocumentField[])[] }
  | DocumentTable
  /** Room to write by hand below a title: an opinion, a seal. */
  | { readonly kind: 'blanks'; readonly title: Text; readonly lines: number }
  /** Where people sign, side by side. */
  | { readonly kind: 'signatures'; readonly lines: readonly Text[] }
  | { readonly kind: 'note'; readonly text: Text };

/** A pairing as documents show it: both parties with their class, school or unit, and who else has a part in it. */
export interface DocumentPairing {
  readonly id: string;
  readonly helper: SettledParty;
  readonly helped: SettledParty;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  /** Names of the organisations that hold the programme's roles, by key of the role. */
  readonly roles: Readonly<Record<string, string>>;
}

/** One setting in words. */
export interface SettingInWords {
  readonly key: string;
  readonly title: Text;
  /** The value with its unit. */
  readonly value: DocumentValue;
  readonly place: string;
  readonly explain: Text;
}

/** What every document knows of its programme. */
export interface DocumentBasis<S> {
  readonly programme: {
    readonly title: string;
    readonly owner: string;
    readonly schoolYear: string;
    readonly from: Day;
    readonly to: Day;
    /** Names of the organisations it was started for. */
    readonly organisations: readonly string[];
  };
  /** Those in force today. */
  readonly settings: S;
  /** The same, one by one, as people read them; what is not shown under the others is left out. */
  readonly settingsInWords: readonly SettingInWords[];
}

/** A record as it goes to paper: every field that its reader may see, but no sensitive one. */
export interface RecordOnPaper {
  readonly form: string;
  /** The form's title. */
  readonly title: Text;
  readonly on: Day;
  readonly state: Text;
  /** The pairings it is about, as far as the reader sees them, with the parties of its day, and what became of it there. */
  readonly subjects: readonly {
    readonly pairing: DocumentPairing;
    readonly state: Text;
    readonly decidedBy: string | null;
    readonly decidedOn: Day | null;
  }[];
  /** The organisation that wrote it, and who did. */
  readonly writer: string;
  readonly writtenBy: string;
  /** In the form's order. `isLong` where several lines may be written. */
  readonly fields: readonly {
    readonly key: string;
    readonly title: Text;
    readonly value: DocumentValue;
    readonly isLong: boolean;
  }[];
  /** A field's value in words; null where it is not filled in, not shown, or not for paper. */
  text(field: string): DocumentValue;
}

/** What a document of one pairing reads. */
export interface PairingReader {
  readonly period: { readonly from: Day; readonly to: Day };
  /** The day on which it is read. */
  readonly today: Day;
  /** With whoever was party when the period ended; names tell who was before, as 方远（原顾明）. */
  readonly pairing: DocumentPairing;
  /** Its confirmed records of a form in the period, earliest first. */
  records(form: string): readonly RecordOnPaper[];
  duties(): readonly DutyStanding[];
}

interface DocumentHead<S> {
  readonly title: Text;
  readonly purpose?: Text;
  /** Whether a programme with these settings prints it; always, unless told. */
  inUse?(settings: S): boolean;
  /** Portrait unless told. */
  readonly orientation?: 'portrait' | 'landscape';
}

/** A document over the whole programme. It reads what a report reads, and names it as a report does. */
export interface DocumentOfProgramme<S = never> extends DocumentHead<S> {
  readonly of: 'programme';
  readonly reads?: readonly string[];
  readonly counts?: readonly string[];
  readonly awards?: readonly string[];
  readonly entries?: readonly string[];
  /** Pure. `pairings` are those of the period, by the helped party's name. */
  parts(
    read: Reader,
    about: DocumentBasis<S> & { readonly pairings: readonly DocumentPairing[] },
  ): readonly DocumentBlock[];
}

/** A document of one pairing with its records. */
export interface DocumentOfPairing<S = never> extends DocumentHead<S> {
  readonly of: 'pairing';
  /** Pure. */
  parts(read: PairingReader, about: DocumentBasis<S>): readonly DocumentBlock[];
}

/** A record of one form on paper. */
export interface DocumentOfRecord<S = never, F extends string = string> extends DocumentHead<S> {
  readonly of: 'record';
  readonly form: F;
  /** Pure. */
  parts(record: RecordOnPaper, about: DocumentBasis<S>): readonly DocumentBlock[];
}

/**
 * 文档: a form or list that goes to paper, filled in from what has been written down. Two documents every programme has
 * without naming them: `plan`, its own plan, and `record`, any record of any form.
 */
export type ProgrammeDocument<S = never, F extends string = string> =
  DocumentOfProgramme<S> | DocumentOfPairing<S> | DocumentOfRecord<S, F>;

/** Keys of the documents that every programme has. */
export const standardDocuments: readonly string[] = ['plan', 'record'];
