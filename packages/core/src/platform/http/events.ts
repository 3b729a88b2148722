import type { FastifyReply } from 'fastify';

const HEARTBEAT = 15_000;

/**
 * Sends what a generator yields as server-sent events until it ends or the caller goes away. Whatever may refuse the
 * request must have been awaited before: once the first byte is out, the status cannot change.
 */
export const sendEvents = async (reply: FastifyReply, events: AsyncGenerator<object>): Promise<void> => {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    // Gateways hold back what they buffer.
    'x-accel-buffering': 'no',
  });
  const heartbeat = setInterval(() => raw.write(': \n\n'), HEARTBEAT).unref();
  raw.once('close', () => void events.return(undefined));
  try {
    for await (const event of events) raw.write(`data: ${JSON.stringify(event)}\n\n`);
  } finally {
    clearInterval(heartbeat);
    raw.end();
  }
};
