import { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';

/** What is being made gives its pieces away here. */
export interface Making {
  readonly write: (bytes: Buffer) => void;
  /** Aborted when whoever asked has gone. */
  readonly signal: AbortSignal;
}

/**
 * A file that is sent while it is made. Answers with its first piece; what goes wrong before that is thrown and becomes
 * an ordinary problem, what goes wrong later breaks the download off, so that nobody takes half a file for a whole one.
 *
 * Making never waits for the reader: a snapshot of the database would stay open for as long as somebody pleases. What
 * has not been taken yet waits in memory, so give away what is packed.
 */
export const sentWhileMade = (make: (making: Making) => Promise<void>): Promise<Readable> =>
  new Promise((resolve, reject) => {
    const gone = new AbortController();
    let begun = false;
    const sent = new Readable({
      read: () => undefined,
      destroy: (error, done) => {
        gone.abort();
        done(error);
      },
    });
    const write = (bytes: Buffer): void => {
      if (!gone.signal.aborted) sent.push(bytes);
      if (begun) return;
      begun = true;
      resolve(sent);
    };
    make({ write, signal: gone.signal }).then(
      () => {
        if (!gone.signal.aborted) sent.push(null);
        if (!begun) resolve(sent);
      },
      (error: Error) => {
        if (!begun) return reject(error);
        if (gone.signal.aborted) return;
        new Logger('Files').error('A file broke off while it was being sent.', error.stack);
        sent.destroy(error);
      },
    );
  });
