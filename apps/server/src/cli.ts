import { Problem } from '@xieshou/core';
import { orderOf, usage, UsageError } from './cli/arguments.js';
import { runBackup, runPurge, runRebuild, runReset, runRestore, runVerify } from './cli/commands.js';
import { bothOf, print } from './cli/printing.js';
import { ConfigurationError, readConfiguration } from './configuration.js';

/** Does what the command line says. Answers whether all is well. */
const run = async (given: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> => {
  const order = orderOf(given);
  if (order.command === 'help') {
    print(usage);
    return true;
  }
  const configuration = readConfiguration(env);
  switch (order.command) {
    case 'verify':
      return runVerify(configuration);
    case 'rebuild-tallies':
      return runRebuild(configuration);
    case 'backup':
      return runBackup(configuration, order);
    case 'restore':
      return runRestore(configuration, order, env);
    case 'reset-user':
      return runReset(configuration, order);
    case 'purge':
      return runPurge(configuration, order);
  }
};

try {
  process.exitCode = (await run(process.argv.slice(2), process.env)) ? 0 : 1;
} catch (error) {
  process.exitCode = 1;
  if (error instanceof Problem || error instanceof UsageError) console.error(`\n${bothOf(error.text)}\n`);
  else if (error instanceof ConfigurationError) console.error(`\n  ${error.message}\n`);
  else if (error instanceof Error && error.message.startsWith('Another server is using'))
    console.error(`\n  服务正在使用这份数据，请先停止服务。\n  ${error.message}\n`);
  else console.error(error);
  if (error instanceof UsageError) console.error(usage);
}
