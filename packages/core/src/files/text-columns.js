// @ts-check
import { crc32, deflateRawSync } from 'node:zlib';
import { inflateEntry, readDirectory } from './zip-entries.js';
/** @import { ZipEntry } from './zip-entries.js' */

const SHEET = 'xl/worksheets/sheet1.xml';
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
 * Gives the columns of the first sheet the style of cell A2 for all rows to come. hucre writes styles for cells only, and
 * in a cell without a style Excel turns a typed id into 4.41900199001E+17.
 * @param {Uint8Array} workbook as written a moment ago
 * @returns {Uint8Array}
 */
export function styleColumns(workbook) {
  const bytes = Buffer.from(workbook.buffer, workbook.byteOffset, workbook.byteLength);
  const directory = readDirectory({ bytes, limits: OWN_FILE });
  const sheet = directory.get(SHEET);
  const xml = sheet === undefined ? '' : inflateEntry({ bytes, entry: sheet }).toString('utf8');
  const style = /<c r="A2" s="(\d+)"/.exec(xml)?.[1];
  const styled = xml.replace(/<col min=/g, `<col style="${style}" min=`);
  if (style === undefined || styled === xml)
    throw new Error('The template has no column or no cell A2 to take a style from.');
  return repack({ bytes, entries: [...directory.values()], replaced: { name: SHEET, content: Buffer.from(styled) } });
}

/** @param {{ bytes: Buffer, entries: ZipEntry[], replaced: { name: string, content: Buffer } }} input */
function repack({ bytes, entries, replaced }) {
  /** @type {Buffer[]} */
  const bodies = [];
  /** @type {Buffer[]} */
  const records = [];
  let at = 0;
  for (const entry of entries) {
    const { head, packed } =
      entry.name === replaced.name ? packNew({ ...replaced, at }) : packKept({ bytes, entry, at });
    bodies.push(head.local, head.name, packed);
    records.push(head.central, head.name);
    at += head.local.length + head.name.length + packed.length;
  }
  const size = records.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
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

/** @param {ZipEntry} entry */
function headers(entry) {
  const name = Buffer.from(entry.name);
  const shared = Buffer.alloc(26); // from "version needed" to the length of the extra field, the same in both records
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(0x0800, 2); // names are UTF-8
  shared.writeUInt16LE(entry.method, 4);
  shared.writeUInt16LE(0x21, 8); // 1980-01-01
  shared.writeUInt32LE(entry.crc, 10);
  shared.writeUInt32LE(entry.packed, 14);
  shared.writeUInt32LE(entry.size, 18);
  shared.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared]);
  const central = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), shared, Buffer.alloc(14)]);
  central.writeUInt32LE(entry.at, 42);
  return { name, local, central };
}
