import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';

/**
 * The last bytes of an archive: an empty gzip member whose comment is the hash of everything before it. Any tool that
 * unpacks `.tar.gz` passes over it; we know by it that nothing was cut off and no byte has changed, also in the few
 * places that gzip and tar themselves do not check.
 */
const sealOf = (hash: string): Buffer =>
  Buffer.concat([
    // Deflate, with a comment; no time, no flags, no system.
    Buffer.from([0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 0, 0xff]),
    Buffer.from(`xieshou sha256 ${hash}\0`, 'latin1'),
    // An empty final block, the checksum of nothing, no bytes.
    Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  ]);

export const SEAL_BYTES = sealOf('0'.repeat(64)).length;

/** Passes bytes on and adds the seal at the end. */
export const sealing = (): Transform => {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(null, sealOf(hash.digest('hex')));
    },
  });
};

/** True when the file is whole and as it was written. */
export const isSealed = async (path: string): Promise<boolean> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size <= SEAL_BYTES) return false;
    const seal = Buffer.alloc(SEAL_BYTES);
    await file.read(seal, 0, SEAL_BYTES, size - SEAL_BYTES);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { end: size - SEAL_BYTES - 1 })) hash.update(chunk as Buffer);
    return seal.equals(sealOf(hash.digest('hex')));
  } finally {
    await file.close();
  }
};
