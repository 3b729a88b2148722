// The server in development: sources of every package through Vite's module runner. On a change the application is
// closed and made anew while node_modules stay loaded, so an edit shows within a second.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer, createServerModuleRunner } from 'vite';

// The data of `start`, which runs in the root: what was enabled and written there is there to work on.
process.env.XIESHOU_DATA_DIR ||= fileURLToPath(new URL('../../data', import.meta.url));

const vite = await createServer({
  configFile: false,
  appType: 'custom',
  logLevel: 'warn',
  server: { middlewareMode: true, ws: false, hmr: false },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  ssr: {
    resolve: {
      conditions: ['source', 'node', 'import', 'module', 'default'],
      externalConditions: ['source', 'node', 'import'],
    },
  },
});
const runner = createServerModuleRunner(vite.environments.ssr, { hmr: false });
let running;
let turn = Promise.resolve();

const begin = async () => {
  try {
    const { readConfiguration } = await runner.import('/src/configuration.ts');
    const { start } = await runner.import('/src/start.ts');
    running = await start(readConfiguration(process.env));
    console.log(running.message);
  } catch (error) {
    running = undefined;
    console.error(error);
  }
};

const again = async (file) => {
  const from = performance.now();
  await running?.kernel.close();
  runner.clearCache();
  await begin();
  console.log(`  ${file} → ${Math.round(performance.now() - from)} ms`);
};

let pending;
vite.watcher.on('all', (_, file) => {
  if (!/\/src\/.*\.(ts|js|json)$/.test(file)) return;
  clearTimeout(pending);
  pending = setTimeout(() => (turn = turn.then(() => again(file))), 50);
});
// Whole folders: a file that an editor or Git replaces stays watched.
for (const group of ['packages', 'plugins']) {
  const folder = fileURLToPath(new URL(`../../${group}`, import.meta.url));
  vite.watcher.add(readdirSync(folder).map((name) => join(folder, name, 'src')));
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await running?.kernel.close();
    await vite.close();
    process.exit(0);
  });

await begin();
