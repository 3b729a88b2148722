// @ts-check
// The thread in which workbooks are read, and workbooks and Word documents written. Plain JavaScript with types in comments, as are the files that it
// imports: a worker of Node 20 cannot load TypeScript, and this way the very same file runs from src and from dist.
import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from './sheet-rows.js';
import { finishTextFormat } from './text-format.js';
import { Refusal } from './thread-refusal.js';
import { openSheet } from './workbook-parts.js';
/**
 * @import { MessagePort } from 'node:worker_threads'
 * @import { ReadJob, ThreadAnswer, ThreadJob, WordJob, WriteJob } from './workbook-thread.js'
 */

/** Cells sent at a time: few enough that taking them over does not hold up the receiver. */
const BATCH_CELLS = 10_000;

/**
 * @param {ReadJob} job
 * @param {MessagePort} port
 */
function read({ content, limits }, port) {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const sheet = openSheet({ bytes, limits });
  const { header, rows } = readSheet({ sheet, limits });
  const size = Math.max(1, Math.floor(BATCH_CELLS / header.length));
  let from = 0;
  const sendNext = () => {
    const batch = rows.slice(from, from + size);
    from += size;
    const more = from < rows.length;
    answer(port, { kind: 'rows', rows: batch, more });
    if (!more) port.close();
  };
  port.on('message', sendNext);
  answer(port, { kind: 'header', sheet: sheet.name, header });
}

/**
 * @param {WriteJob} job
 * @param {MessagePort} port
 */
async function write({ options, wholeColumns }, port) {
  const { writeXlsx } = await import('hucre/xlsx');
  const content = new Uint8Array(finishTextFormat({ workbook: await writeXlsx(options), wholeColumns }));
  port.postMessage({ kind: 'written', content }, [content.buffer]);
}

/**
 * @param {WordJob} job
 * @param {MessagePort} port
 */
async function writeWord({ document }, port) {
  const { wordBytes } = await import('./word-writing.js');
  const content = new Uint8Array(await wordBytes(document));
  port.postMessage({ kind: 'written', content }, [content.buffer]);
}

/**
 * @param {MessagePort} port
 * @param {ThreadAnswer} message
 */
function answer(port, message) {
  port.postMessage(message);
}

/**
 * @param {ThreadJob} job
 * @param {MessagePort} port
 */
async function run(job, port) {
  try {
    if (job.kind === 'read') read(job, port);
    else if (job.kind === 'write') await write(job, port);
    else await writeWord(job, port);
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    answer(
      port,
      error instanceof Refusal
        ? { kind: 'refused', reason: error.reason, detail: error.detail }
        : { kind: 'failed', stack },
    );
  }
}

if (parentPort !== null) void run(workerData, parentPort);
