/** A cell of a table. `rows` is how many rows it stands in; 0 where the cell above reaches down to it. */
export interface WordCell {
  readonly text: string;
  readonly rows: number;
  readonly isNumber: boolean;
}

export interface WordTable {
  readonly kind: 'table';
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: readonly (readonly WordCell[])[];
  /** A last row with the sums. */
  readonly totals: readonly WordCell[] | null;
}

/** One part of a document, in one language. */
export type WordBlock =
  | { readonly kind: 'heading' | 'paragraph' | 'note'; readonly text: string }
  | {
      readonly kind: 'fields';
      readonly rows: readonly (readonly { readonly label: string; readonly value: string }[])[];
    }
  | WordTable
  | { readonly kind: 'blanks'; readonly title: string; readonly lines: number }
  | { readonly kind: 'signatures'; readonly lines: readonly string[] };

export interface WordDocument {
  readonly title: string;
  /** Below the title: who fills it in on the left, the day on the right. */
  readonly under: readonly [string, string];
  readonly language: 'zh' | 'en';
  readonly orientation: 'portrait' | 'landscape';
  readonly blocks: readonly WordBlock[];
}
