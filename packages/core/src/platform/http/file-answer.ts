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
    readonly content: Buffer,
    readonly type: string,
    /** What the file is called on the person's machine. */
    readonly name: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** Sends files as downloads and gives answers with a version their `ETag`. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer) => {
        if (answer instanceof FileAnswer) {
          void reply.headers(answer.headers);
          return new StreamableFile(answer.content, {
            type: answer.type,
            length: answer.content.length,
            disposition: `attachment; filename*=UTF-8''${encodeURIComponent(answer.name)}`,
          });
        }
        if (typeof answer === 'object' && answer !== null && 'version' in answer && !reply.sent)
          void reply.header('etag', `"${String(answer.version)}"`);
        return answer;
      }),
    );
  }
}
