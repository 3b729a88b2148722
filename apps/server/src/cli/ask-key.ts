import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { t } from '@xieshou/sdk';
import { keysOf } from '../key-file.js';
import { UsageError } from './arguments.js';

/** Reads a line from the terminal without showing what is typed. */
const hiddenLine = (question: string): Promise<string> =>
  new Promise((resolve) => {
    process.stderr.write(question);
    const silent = new Writable({ write: (_, __, done) => done() });
    const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
    lines.question('', (answer) => {
      lines.close();
      process.stderr.write('\n');
      resolve(answer);
    });
  });

/** The key of the backed-up installation: out of the named file, or typed where somebody sits at a terminal. */
export const askKey = async (keyFile: string | undefined): Promise<string> => {
  if (keyFile !== undefined && !existsSync(keyFile))
    throw new UsageError(t(`没有密钥文件“${keyFile}”`, `There is no key file "${keyFile}"`));
  if (keyFile === undefined && !process.stdin.isTTY)
    throw new UsageError(
      t('请用 --key-file 给出密钥文件：备份里没有密钥', 'Give the key file with --key-file: a backup holds no key'),
    );
  const text =
    keyFile === undefined ? await hiddenLine('密钥 key (64 hexadecimal digits): ') : readFileSync(keyFile, 'utf8');
  if (!keysOf(text))
    throw new UsageError(t('这不是密钥：密钥是 64 位十六进制数字', 'This is no key: a key is 64 hexadecimal digits'));
  return text.trim();
};
