import { once } from 'node:events';
import { crc32, createDeflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';

interface Part {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

const header = (signature: number, part: Omit<Part, 'at'>, flags: number, central: boolean): Buffer => {
  const fields = Buffer.alloc(central ? 46 : 30);
  fields.writeUInt32LE(signature, 0);
  const at = central ? 6 : 4;
  fields.writeUInt16LE(20, at);
  fields.writeUInt16LE(flags, at + 2);
  fields.writeUInt16LE(8, at + 4);
  fields.writeUInt32LE(0x00210000, at + 6);
  fields.writeUInt32LE(part.crc, at + 10);
  fields.writeUInt32LE(part.packed, at + 14);
  fields.writeUInt32LE(part.size, at + 18);
  fields.writeUInt16LE(part.name.length, at + 22);
  return fields;
};

/** A zip file, part by part, given away as it is made. */
export const zipTo = (write: (chunk: Buffer) => void) => {
  const parts: Part[] = [];
  let at = 0;
  const put = (chunk: Buffer): void => {
    at += chunk.length;
    write(chunk);
  };
  return {
    add: (name: string, content: string): void => {
      const bytes = Buffer.from(content);
      const packed = deflateRawSync(bytes, { level: 1 });
      const sizes = { name: Buffer.from(name), crc: crc32(bytes), packed: packed.length, size: bytes.length };
      parts.push({ ...sizes, at });
      for (const chunk of [header(0x04034b50, sizes, 0, false), sizes.name, packed]) put(chunk);
    },
    /** A part whose length nobody knows before its end. */
    stream: async (name: string, chunks: Iterable<string>): Promise<void> => {
      const begun = { name: Buffer.from(name), crc: 0, packed: 0, size: 0 };
      const start = at;
      put(header(0x04034b50, begun, 8, false));
      put(begun.name);
      const deflate = createDeflateRaw({ level: 1 });
      let [crc, packed, size] = [0, 0, 0];
      deflate.on('data', (chunk: Buffer) => {
        packed += chunk.length;
        put(chunk);
      });
      for (const chunk of chunks) {
        const bytes = Buffer.from(chunk);
        crc = crc32(bytes, crc);
        size += bytes.length;
        if (!deflate.write(bytes)) await once(deflate, 'drain');
      }
      deflate.end();
      await once(deflate, 'end');
      const descriptor = Buffer.alloc(16);
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(crc, 4);
      descriptor.writeUInt32LE(packed, 8);
      descriptor.writeUInt32LE(size, 12);
      put(descriptor);
      parts.push({ name: begun.name, crc, packed, size, at: start });
    },
    end: (): void => {
      const start = at;
      for (const part of parts) {
        const fields = header(0x02014b50, part, 0, true);
        fields.writeUInt16LE(20, 4);
        fields.writeUInt32LE(part.at, 42);
        put(fields);
        put(part.name);
      }
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x06054b50, 0);
      end.writeUInt16LE(parts.length, 8);
      end.writeUInt16LE(parts.length, 10);
      end.writeUInt32LE(at - start, 12);
      end.writeUInt32LE(start, 16);
      put(end);
    },
  };
};

/** One part of a zip file, unpacked. */
export const partOf = (zip: Buffer, name: string): Buffer => {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [length, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    if (zip.toString('utf8', at + 46, at + 46 + length) === name) {
      const local = zip.readUInt32LE(at + 42);
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      return inflateRawSync(zip.subarray(from, from + zip.readUInt32LE(at + 20)));
    }
    at += 46 + length + extra + comment;
  }
  throw new Error(`The workbook has no part ${name}.`);
};
