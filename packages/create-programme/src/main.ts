import { fileURLToPath } from 'node:url';
import { createProgramme, NotCreated } from './create-programme.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const print = (...lines: readonly string[]) => void process.stdout.write(`\n${lines.join('\n')}\n\n`);

try {
  const folder = createProgramme({ root, id: process.argv[2] });
  print(
    `  已建立 ${folder}，并加入服务器的项目清单。`,
    `  Made ${folder} and added it to the server's list of programmes.`,
    '',
    '    npx -y pnpm@12.21.0 install && npx -y pnpm@12.21.0 build',
    `    npx -y pnpm@12.21.0 --dir ${folder} test`,
    '    npx -y pnpm@12.21.0 start',
    '',
    `  先读 ${folder}/README.zh-CN.md；写法见 docs/plugins.zh-CN.md。`,
    `  Read ${folder}/README.md first; docs/plugins.md is the guide.`,
  );
} catch (error) {
  if (!(error instanceof NotCreated)) throw error;
  print(`  ${error.zh}`, `  ${error.en}`);
  process.exitCode = 1;
}
