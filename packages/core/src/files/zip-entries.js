// @ts-check
import { crc32, inflateRawSync } from 'node:zlib';
import { Refusal } from './thread-refusal.js';
/** @import { WorkbookLimits } from './workbook-types.js' */

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} method 0 stored, 8 deflated
 * @property {number} crc
 * @property {number} packed bytes in the archive
 * @property {number} size declared bytes after inflating
 * @property {number} at offset of the local header
 */

const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const ABSENT_32 = 0xffffffff;
const ABSENT_16 = 0xffff;
const ENCRYPTED = 1;

/**
 * The archive's own list of its parts, by lower-case name. Nothing is inflated: entry count, declared sizes and ratios
 * are judged first. Offsets outside the file end as a RangeError of Buffer, which the caller takes for damage.
 * @param {{ bytes: Buffer, limits: WorkbookLimits }} input
 * @returns {Map<string, ZipEntry>}
 */
export function readDirectory({ bytes, limits }) {
  const { count, offset } = findDirectory(bytes);
  if (count > limits.entries) throw new Refusal('entries', { size: count, limit: limits.entries });
  /** @type {Map<string, ZipEntry>} */
  const entries = new Map();
  let packed = 0;
  let inflated = 0;
  let at = offset;
  for (let i = 0; i < count; i++) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Refusal('damaged');
    if (bytes.readUInt16LE(at + 8) & ENCRYPTED) throw new Refusal('legacy');
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const name = bytes
      .toString('utf8', at + 46, nameEnd)
      .replaceAll('\\', '/')
      .replace(/^\//, '');
    const entry = withLongSizes({
      bytes,
      from: nameEnd,
      to: extraEnd,
      entry: {
        name,
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        packed: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        at: bytes.readUInt32LE(at + 42),
      },
    });
    if (entry.size > limits.ratio * entry.packed) throw new Refusal('ratio', { limit: limits.ratio });
    packed += entry.packed;
    inflated += entry.size;
    const key = name.toLowerCase();
    // Two parts of one name: programs differ in which they read, so neither can be trusted.
    if (entries.has(key)) throw new Refusal('damaged');
    entries.set(key, entry);
    at = extraEnd + bytes.readUInt16LE(at + 32);
  }
  // Parts that together are larger than the file share their bytes: one small part unpacked again and again.
  if (packed > bytes.length) throw new Refusal('ratio', { limit: limits.ratio });
  if (inflated > limits.inflated) throw new Refusal('inflated', { size: inflated, limit: limits.inflated });
  return entries;
}

/**
 * One part, inflated to no more than the size that it declares.
 * @param {{ bytes: Buffer, entry: ZipEntry }} input
 * @returns {Buffer}
 */
export function inflateEntry({ bytes, entry }) {
  if (bytes.readUInt32LE(entry.at) !== LOCAL) throw new Refusal('damaged');
  const from = entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
  if (from + entry.packed > bytes.length) throw new Refusal('damaged');
  const content = inflate({ packed: bytes.subarray(from, from + entry.packed), entry });
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw new Refusal('damaged');
  return content;
}

/** @param {{ packed: Buffer, entry: ZipEntry }} input */
function inflate({ packed, entry }) {
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new Refusal('damaged');
  try {
    // One chunk of the declared size: no growing list of pieces, and one byte more than declared is an error.
    return inflateRawSync(packed, {
      chunkSize: Math.max(64, entry.size + 1),
      maxOutputLength: Math.max(1, entry.size),
    });
  } catch (error) {
    const lied = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new Refusal(lied ? 'lying' : 'damaged');
  }
}

/** @param {Buffer} bytes */
function findDirectory(bytes) {
  const lowest = Math.max(0, bytes.length - 22 - ABSENT_16);
  let end = bytes.length - 22;
  while (end >= lowest && bytes.readUInt32LE(end) !== END) end--;
  if (end < lowest) throw new Refusal('damaged');
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const offset = bytes.readUInt32LE(end + 16);
  if (count !== ABSENT_16 && size !== ABSENT_32 && offset !== ABSENT_32) return { count, offset };
  if (bytes.readUInt32LE(end - 20) !== END_64_LOCATOR) throw new Refusal('damaged');
  const end64 = readLong(bytes, end - 12);
  if (bytes.readUInt32LE(end64) !== END_64) throw new Refusal('damaged');
  return { count: readLong(bytes, end64 + 32), offset: readLong(bytes, end64 + 48) };
}

/**
 * Zip64 keeps sizes that do not fit 32 bits in an extra field; some writers use it for small files too.
 * @param {{ bytes: Buffer, from: number, to: number, entry: ZipEntry }} input
 * @returns {ZipEntry}
 */
function withLongSizes({ bytes, from, to, entry }) {
  if (entry.size !== ABSENT_32 && entry.packed !== ABSENT_32 && entry.at !== ABSENT_32) return entry;
  for (let at = from; at + 4 <= to; at += 4 + bytes.readUInt16LE(at + 2)) {
    if (bytes.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    const take = () => readLong(bytes, (next += 8) - 8);
    return {
      ...entry,
      size: entry.size === ABSENT_32 ? take() : entry.size,
      packed: entry.packed === ABSENT_32 ? take() : entry.packed,
      at: entry.at === ABSENT_32 ? take() : entry.at,
    };
  }
  throw new Refusal('damaged');
}

/**
 * @param {Buffer} bytes
 * @param {number} at
 */
function readLong(bytes, at) {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refusal('damaged');
  return Number(value);
}
