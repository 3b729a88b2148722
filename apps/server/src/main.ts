import { ConfigurationError, readConfiguration } from './configuration.js';
import { start } from './start.js';

const stopWith = (sentence: string): never => {
  console.error(`\n  ${sentence}\n`);
  process.exit(1);
};

try {
  const { kernel, message } = await start(readConfiguration(process.env));
  console.log(message);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void kernel.close().then(() => process.exit(0));
    });
} catch (error) {
  if (error instanceof ConfigurationError) stopWith(error.message);
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    stopWith(`PORT ${process.env['PORT'] ?? 3000} is taken by another program: stop it, or set PORT to a free one.`);
  stopWith(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
