import { once } from 'node:events';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import { descriptor, endRecord, headers } from './zip-headers.js';

/** Takes what is written, in its order. */
export type Write = (bytes: Buffer) => void;

const DEFLATED = 8;
/** XML shrinks to a tenth at the lowest level; the highest takes five times as long for a quarter less. */
const PACKING = { level: 1 } as const;

/** Writes a zip archive part by part, giving away what is packed and keeping none of it. */
export const zipTo = (write: Write) => {
  const directory: Buffer[] = [];
  let entries = 0;
  let at = 0;
  const put = (...pieces: readonly Buffer[]): void => {
    for (const piece of pieces) {
      at += piece.length;
      write(piece);
    }
  };
  const list = (entry: Parameters<typeof headers>[0]): void => {
    const { central, name } = headers(entry);
    directory.push(central, name);
    entries += 1;
  };
  return {
    /** A part that is there as a whole. */
    add: (name: string, content: string): void => {
      const bytes = Buffer.from(content);
      const packed = deflateRawSync(bytes, PACKING);
      const entry = { name, method: DEFLATED, crc: crc32(bytes), packed: packed.length, size: bytes.length, at };
      const head = headers(entry);
      put(head.local, head.name, packed);
      list(entry);
    },
    /** A part that comes piece by piece; it is packed in threads of the system beside this one. */
    stream: async (name: string, pieces: AsyncIterable<string>): Promise<void> => {
      const entry = { name, method: DEFLATED, crc: 0, packed: 0, size: 0, at, streamed: true };
      const head = headers(entry);
      put(head.local, head.name);
      const deflate = createDeflateRaw(PACKING);
      try {
        deflate.on('data', (bytes: Buffer) => {
          entry.packed += bytes.length;
          put(bytes);
        });
        for await (const piece of pieces) {
          const bytes = Buffer.from(piece);
          entry.crc = crc32(bytes, entry.crc);
          entry.size += bytes.length;
          if (!deflate.write(bytes)) await once(deflate, 'drain');
        }
        deflate.end();
        await once(deflate, 'end');
      } finally {
        deflate.destroy();
      }
      put(descriptor(entry));
      list(entry);
    },
    end: (): void => {
      const start = at;
      put(...directory);
      put(endRecord({ entries, size: at - start, at: start }));
    },
  };
};
