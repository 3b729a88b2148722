import { withoutGuard } from './formula-guard.js';
import { refusal, type RefusalDetail, type RefusalReason } from './workbook-refusal.js';
import { runInThread, ThreadLost, type ThreadAnswer } from './workbook-thread.js';
import { WORKBOOK_LIMITS, type SheetRow, type SheetRows, type WorkbookLimits } from './workbook-types.js';

const ZIP_START = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLE_START = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/**
 * Reads the first visible sheet of an .xlsx file in a thread of its own. The first row that is not empty is the header.
 * Numbers come without exponent, dates as `YYYY-MM-DD`, truth values as 是/否, formulas as their last result, error
 * values as they are written (`#N/A`); the quote that `neutralise` sets is taken off again.
 * @throws WorkbookRefused with a sentence for the person who sent the file
 */
export async function readRows(input: {
  readonly content: Uint8Array;
  readonly limits?: Partial<WorkbookLimits>;
}): Promise<SheetRows> {
  const limits: WorkbookLimits = { ...WORKBOOK_LIMITS, ...input.limits };
  refuseAtSight(input.content, limits);
  const content = new Uint8Array(input.content); // a copy: the caller keeps its own when this one moves to the thread
  const collector = collectAnswers();
  try {
    return await runInThread({
      job: { kind: 'read', content, limits },
      memoryMiB: limits.memoryMiB,
      seconds: limits.seconds,
      transfer: [content.buffer],
      onAnswer: collector,
    });
  } catch (error) {
    // A thread that could not even start is the operator's trouble and no refusal of the file.
    if (!(error instanceof ThreadLost) || error.reason === 'failed') throw error;
    throw refusal({ reason: error.reason, detail: { limit: limits.seconds }, cause: error });
  }
}

/** What the first bytes already tell. */
function refuseAtSight(content: Uint8Array, limits: WorkbookLimits): void {
  const refuse = (reason: RefusalReason, detail?: RefusalDetail): never => {
    throw refusal({ reason, ...(detail === undefined ? {} : { detail }) });
  };
  if (content.length === 0) refuse('empty');
  if (content.length > limits.bytes) refuse('bytes', { size: content.length, limit: limits.bytes });
  const starts = (mark: Buffer): boolean => mark.equals(content.subarray(0, mark.length));
  if (starts(OLE_START)) refuse('legacy');
  if (!starts(ZIP_START)) refuse('foreign');
}

function collectAnswers(): (answer: ThreadAnswer) => SheetRows | undefined {
  let sheet = '';
  let header: readonly string[] = [];
  const rows: SheetRow[] = [];
  return (answer) => {
    if (answer.kind === 'refused') throw refusal({ reason: answer.reason, detail: answer.detail });
    // The reader stumbled over the file; the cause keeps the stack for whoever looks into it.
    if (answer.kind === 'failed') throw refusal({ reason: 'damaged', cause: answer.stack });
    if (answer.kind === 'header') {
      sheet = answer.sheet;
      const titles = answer.header.map(plain);
      header = new Set(titles).size === titles.length ? titles : answer.header;
      return undefined;
    }
    if (answer.kind !== 'rows') throw new ThreadLost({ reason: 'failed', cause: answer });
    for (const { row, cells } of answer.rows) {
      rows.push({ row, cells: Object.fromEntries(header.map((title, at) => [title, plain(cells[at] ?? '')])) });
    }
    return answer.more ? undefined : { sheet, header, rows };
  };
}

function plain(text: string): string {
  return text.startsWith("'") ? withoutGuard(text).trim() : text;
}
