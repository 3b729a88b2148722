// @ts-check
/** @import { ZipEntry } from './zip-entries.js' */

const UTF8_NAMES = 0x0800;
/** Set where checksum and lengths come after the content: nobody knew them when its header was written. */
const SIZES_AFTER = 8;

/**
 * What stands before a part, and what the directory at the end says of it.
 * @param {ZipEntry & { streamed?: boolean }} entry
 */
export function headers(entry) {
  const name = Buffer.from(entry.name);
  const shared = Buffer.alloc(26); // from "version needed" to the length of the extra field, the same in both records
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(entry.streamed === true ? UTF8_NAMES | SIZES_AFTER : UTF8_NAMES, 2);
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

/**
 * What follows the content of a part that was streamed.
 * @param {Pick<ZipEntry, 'crc' | 'packed' | 'size'>} entry
 */
export function descriptor({ crc, packed, size }) {
  const record = Buffer.alloc(16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(crc, 4);
  record.writeUInt32LE(packed, 8);
  record.writeUInt32LE(size, 12);
  return record;
}

/** @param {{ entries: number, size: number, at: number }} input size and place of the directory */
export function endRecord({ entries, size, at }) {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return end;
}
