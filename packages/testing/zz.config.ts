import { mergeConfig } from 'vitest/config';
import base from '../../vitest.postgres.js';
const [file, from, to] = JSON.parse(process.env['MUT']!) as [string, string, string];
export default mergeConfig(base, { plugins: [{ name: 'mutate', enforce: 'pre', transform(code: string, id: string) { if (!id.split('?')[0]!.endsWith(file)) return; if (!code.includes(from)) throw new Error('no such text'); return code.replace(from, to); } }] });
