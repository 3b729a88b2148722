// @ts-check
import { crc32, deflateRawSync } from 'node:zlib';
import { inflateEntry, readDirectory } from './zip-entries.js';
import { endRecord, headers } from './zip-headers.js';
/** @import { ZipEntry } from './zip-entries.js' */

const SHEET = 'xl/worksheets/sheet1.xml';
const STYLES = 'xl/styles.xml';
const OWN_FILE = {
  bytes: Infinity,
  inflated: Infinity,
  ratio: Infinity,
  entries: Infinity,
  rows: Infinity,
  columns: Infinity,
  seconds: Infinity,
  memoryMiB: Infinity,
};

/**
 * Sets right what hucre cannot write. It gives the text format `@` a number of its own, where Excel's is 49; and it
 * writes styles for cells only, so that in the empty rows of a template Excel would turn a typed id into 4.419E+17.
 * @param {{ workbook: Uint8Array, wholeColumns: boolean }} input `workbook` as written a moment ago; with
 * `wholeColumns` the columns of the first sheet take the style of its cell A2 for all rows to come
 * @returns {Uint8Array}
 */
export function finishTextFormat({ workbook, wholeColumns }) {
  const bytes = Buffer.from(workbook.buffer, workbook.byteOffset, workbook.byteLength);
  const directory = readDirectory({ bytes, limits: OWN_FILE });
  /** @type {Map<string, Buffer>} */
  const replaced = new Map();
  /**
   * @param {string} name
   * @param {(xml: string) => string} change
   */
  const rewrite = (name, change) => {
    const entry = directory.get(name.toLowerCase());
    if (entry === undefined) throw new Error(`The workbook that was written has no part ${name}.`);
    replaced.set(name, Buffer.from(change(inflateEntry({ bytes, entry }).toString('utf8'))));
  };
  rewrite(STYLES, withBuiltInText);
  if (wholeColumns) rewrite(SHEET, withColumnStyles);
  return repack({ bytes, entries: [...directory.values()], replaced });
}

/** @param {string} styles */
function withBuiltInText(styles) {
  const own = /<numFmt numFmtId="(\d+)" formatCode="@"\/>/.exec(styles)?.[1];
  return own === undefined ? styles : styles.replaceAll(`<xf numFmtId="${own}"`, '<xf numFmtId="49"');
}

/** @param {string} sheet */
function withColumnStyles(sheet) {
  const style = /<c r="A2"[^>]* s="(\d+)"/.exec(sheet)?.[1];
  if (style === undefined) throw new Error('The sheet has no cell A2 whose style its columns could take.');
  return sheet.replaceAll('<col min=', `<col style="${style}" min=`);
}

/** @param {{ bytes: Buffer, entries: ZipEntry[], replaced: Map<string, Buffer> }} input */
function repack({ bytes, entries, replaced }) {
  /** @type {Buffer[]} */
  const bodies = [];
  /** @type {Buffer[]} */
  const records = [];
  let at = 0;
  for (const entry of entries) {
    const content = replaced.get(entry.name);
    const { head, packed } =
      content === undefined ? packKept({ bytes, entry, at }) : packNew({ name: entry.name, content, at });
    bodies.push(head.local, head.name, packed);
    records.push(head.central, head.name);
    at += head.local.length + head.name.length + packed.length;
  }
  const end = endRecord({ entries: entries.length, size: lengthOf(records), at });
  return Buffer.concat([...bodies, ...records, end]);
}

/** @param {{ name: string, content: Buffer, at: number }} input */
function packNew({ name, content, at }) {
  const packed = deflateRawSync(content);
  const entry = { name, method: 8, crc: crc32(content), packed: packed.length, size: content.length, at };
  return { head: headers(entry), packed };
}

/** @param {{ bytes: Buffer, entry: ZipEntry, at: number }} input */
function packKept({ bytes, entry, at }) {
  const from = entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
  return { head: headers({ ...entry, at }), packed: bytes.subarray(from, from + entry.packed) };
}

/** @param {Buffer[]} buffers */
function lengthOf(buffers) {
  return buffers.reduce((sum, { length }) => sum + length, 0);
}
