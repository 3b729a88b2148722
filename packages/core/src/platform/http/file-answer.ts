import type { Readable } from 'node:stream';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** A file as a handler's answer. */
export class FileAnswer {
  constructor(
    /** All of it, or what is sent while it is still being made. */
    readonly content: Buffer | Readable,
    readonly type: string,
    /** What the file is called on the person's machine. */
    readonly name: string,
    readonly headers: Readonly<Record<string, string>> = {},
    /** Shown where it stands instead of saved: for pictures this server has made itself. */
    readonly inline = false,
  ) {}
}

/** Milliseconds without a byte taken. */
const STALLED = 300_000;

/** `encodeURIComponent` leaves some signs that RFC 5987 does not allow. */
const rfc5987 = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Sends files as downloads and gives answers with a version their `ETag`. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer) => {
        if (answer instanceof FileAnswer) {
          // Whatever a file holds, a browser that opens it runs nothing of it.
          void reply.header('content-security-policy', "default-src 'none'; sandbox");
          // A page shows the same picture many times; another person at the same machine asks anew.
          if (answer.inline) void reply.headers({ 'cache-control': 'private, max-age=300', vary: 'cookie' });
          else void reply.header('cache-control', 'private, no-store');
          void reply.headers(answer.headers);
          const how = {
            type: answer.type,
            disposition: `${answer.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${rfc5987(answer.name)}`,
          };
          if (Buffer.isBuffer(answer.content))
            return new StreamableFile(answer.content, { ...how, length: answer.content.length });
          // Whoever has stopped reading is let go; a reader, however slow, is waited for.
          reply.raw.setTimeout(STALLED, () => void reply.raw.destroy());
          return new StreamableFile(answer.content, how);
        }
        if (typeof answer === 'object' && answer !== null && 'version' in answer && !reply.sent)
          void reply.header('etag', `"${String(answer.version)}"`);
        return answer;
      }),
    );
  }
}
