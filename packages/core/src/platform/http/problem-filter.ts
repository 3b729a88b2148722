import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound, Problem } from '../problem.js';
import { languageOf, type XieshouRequest } from './request.js';

const byStatus: Readonly<Record<number, () => Problem>> = {
  404: notFound,
  405: notFound,
  413: () =>
    new Problem(
      413,
      'too-large',
      t(
        '内容太大，没有保存：一个文件最多 10 MB，其他内容最多 1 MB',
        'Too large, nothing was kept: a file may have at most 10 MB, anything else 1 MB',
      ),
    ),
  415: () => new Problem(415, 'wrong-type', t('不接受这种类型的内容', 'Content of this type is not accepted')),
};

const statusOf = (error: unknown): number =>
  error instanceof HttpException
    ? error.getStatus()
    : typeof error === 'object' && error !== null && 'statusCode' in error
      ? Number(error.statusCode)
      : 500;

/** Any error as a problem a person can read. What nobody foresaw is a 500 without inner details. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (byStatus[status]) return byStatus[status]();
  if (status >= 400 && status < 500)
    return new Problem(status, 'bad-request', t('请求的格式不对', 'The request is malformed'));
  return new Problem(
    500,
    'internal',
    t(
      '系统出现错误，您的内容没有保存；请稍后重试，并告知管理员请求编号',
      'Something went wrong and nothing was saved: try again later and tell the administrator the request number',
    ),
  );
};

/** Answers with `application/problem+json` in the caller's language. */
export const sendProblem = (problem: Problem, request: XieshouRequest, reply: FastifyReply): void => {
  const language = languageOf(request);
  const { errors, headers, ...more } = problem.more;
  void reply
    .status(problem.status)
    .headers({ ...headers, 'content-type': 'application/problem+json; charset=utf-8', 'content-language': language })
    .send(
      JSON.stringify({
        type: 'about:blank',
        status: problem.status,
        code: problem.code,
        title: problem.text[language],
        request: request.id,
        ...(errors ? { errors: errors.map((e) => ({ field: e.field, message: e.text[language] })) } : {}),
        ...more,
      }),
    );
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<XieshouRequest>();
    const problem = problemOf(error);
    // The message only: drivers hang parameters, and so personal data, on their errors.
    if (problem.status >= 500)
      this.log.error(
        `${request.id} ${request.method} ${request.routeOptions.url ?? '?'}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    sendProblem(problem, request, host.switchToHttp().getResponse<FastifyReply>());
  }
}

/** For routes outside Nest, such as the admin app's files: the same "not found" as everywhere. */
export const notFoundAnswer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  sendProblem(notFound(), request, reply);
  return reply;
};
