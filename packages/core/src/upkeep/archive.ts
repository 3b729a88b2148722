import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { SEAL_BYTES, sealing } from './seal.js';

/** Opens the file that an archive is written to. Another one stands in where a test needs a full disk. */
export type OpenFile = (path: string) => Writable;

const openNew: OpenFile = (path) => createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });

/** An archive being written, entry by entry; nothing waits in memory but the entry at hand. */
export interface ArchiveWriter {
  add(name: string, content: Buffer): Promise<void>;
  addFile(name: string, from: { readonly path: string; readonly bytes: number }): Promise<void>;
  /** Ends the archive; answers when every byte is on the disk. */
  finish(): Promise<void>;
  /** Gives up: the file is closed as it stands. */
  abandon(): Promise<void>;
}

export const writeArchive = (path: string, open: OpenFile = openNew): ArchiveWriter => {
  const tar = pack();
  const sink = open(path);
  // The pipeline tells of the first error. What a full disk makes its streams say after that must not end the process.
  const heard = () => undefined;
  for (const stream of [sink, tar]) stream.on('error', heard);
  const written = pipeline(tar, createGzip({ level: 6 }), sealing(), sink);
  let broken: Error | undefined;
  let refuse: ((error: Error) => void) | undefined;
  // A disk that is full breaks the far end of the line: whoever is adding an entry must hear of it.
  written.catch((error: Error) => {
    broken = error;
    refuse?.(error);
  });
  const step = (work: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => {
      if (broken) return reject(broken);
      refuse = reject;
      work((error) => (error ? reject(broken ?? error) : resolve()));
    });
  const headers = (name: string, size: number) => ({ name, size, mode: 0o600, mtime: new Date(0) });
  return {
    add: (name, content) =>
      step((done) => void tar.entry(headers(name, content.length), content, done).on('error', heard)),
    addFile: (name, from) =>
      step((done) => {
        const entry = tar.entry(headers(name, from.bytes), done);
        entry.on('error', heard);
        const source = createReadStream(from.path, { end: from.bytes - 1 });
        source.on('error', (error) => entry.destroy(error));
        source.pipe(entry);
      }),
    finish: async () => {
      tar.finalize();
      await written;
    },
    abandon: async () => {
      tar.destroy();
      await written.catch(() => undefined);
    },
  };
};

export interface ArchiveEntry {
  readonly name: string;
  readonly chunks: AsyncIterable<Buffer>;
}

/** The entries of an archive in their order. Each must be read to its end before the next. */
export const readArchive = async function* (path: string): AsyncGenerator<ArchiveEntry> {
  const { size } = await stat(path);
  const source = createReadStream(path, { end: Math.max(0, size - SEAL_BYTES - 1) });
  const unzipped = createGunzip();
  const tar = extract();
  source.on('error', (error) => tar.destroy(error));
  unzipped.on('error', (error) => tar.destroy(error));
  source.pipe(unzipped).pipe(tar);
  try {
    for await (const entry of tar) yield { name: entry.header.name, chunks: entry as AsyncIterable<Buffer> };
  } finally {
    source.destroy();
    unzipped.destroy();
    tar.destroy();
    await finished(source).catch(() => undefined);
  }
};

/** Everything of one entry; for entries known to be small. */
export const wholeOf = async (entry: ArchiveEntry): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of entry.chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
};
