import { printable } from './printable.js';
import type { WordBlock, WordCell, WordDocument } from './word-types.js';
import { runInThread, ThreadLost } from './workbook-thread.js';

export type { WordBlock, WordCell, WordDocument, WordTable } from './word-types.js';

export const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Rows of all tables of one document, at most: more is no paper, and takes a thread's memory. */
export const PRINTED = 5_000;

const WRITING = { memoryMiB: 1024, seconds: 120 } as const;

const cleanCell = (cell: WordCell): WordCell => ({ ...cell, text: printable(cell.text) });

const clean = (block: WordBlock): WordBlock => {
  switch (block.kind) {
    case 'fields':
      return {
        ...block,
        rows: block.rows.map((row) =>
          row.map(({ label, value }) => ({ label: printable(label), value: printable(value) })),
        ),
      };
    case 'table':
      return {
        ...block,
        columns: block.columns.map((column) => ({ ...column, title: printable(column.title) })),
        rows: block.rows.map((row) => row.map(cleanCell)),
        totals: block.totals?.map(cleanCell) ?? null,
      };
    case 'blanks':
      return { ...block, title: printable(block.title) };
    case 'signatures':
      return { ...block, lines: block.lines.map(printable) };
    default:
      return { ...block, text: printable(block.text) };
  }
};

/**
 * The Word port: a document in the layout that official papers have (A4, title, body and grids in the usual fonts, page
 * numbers). Which library stands behind it is nobody's business outside this folder. Written in a thread: a thousand rows
 * would hold up every request for a second.
 */
export const writeWord = async (document: WordDocument): Promise<Buffer> => {
  const [left, right] = document.under;
  const content = await runInThread<Uint8Array>({
    job: {
      kind: 'word',
      document: {
        ...document,
        title: printable(document.title),
        under: [printable(left), printable(right)],
        blocks: document.blocks.map(clean),
      },
    },
    ...WRITING,
    transfer: [],
    onAnswer: (answer) => {
      if (answer.kind === 'written') return answer.content;
      throw new ThreadLost({ reason: 'failed', cause: answer });
    },
  });
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
};
