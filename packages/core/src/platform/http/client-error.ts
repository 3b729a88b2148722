import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { t } from '@xieshou/sdk';
import { Problem } from '../problem.js';

const problems: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: new Problem(
    431,
    'headers-too-large',
    t(
      '请求头太大，请清除本站的 Cookie 后重试',
      'The headers are too large: clear the cookies of this site and try again',
    ),
  ),
  ERR_HTTP_REQUEST_TIMEOUT: new Problem(
    408,
    'too-slow',
    t('请求没有及时发完，请检查网络后重试', 'The request did not arrive in time: check the network and try again'),
  ),
};
const malformed = new Problem(400, 'bad-request', t('请求的格式不对', 'The request is malformed'));

/** Answers what Node refuses before it is a request. Nothing is known of the caller yet, so it is told in Chinese. */
export const answerClientError = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, code, text } = (error.code && problems[error.code]) || malformed;
  const body = JSON.stringify({ type: 'about:blank', status, code, title: text.zh });
  if (socket.writable)
    socket.write(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'content-type: application/problem+json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        'content-language: zh',
        'cache-control: no-store',
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  socket.destroy(error);
};
