import { randomBytes } from 'node:crypto';
import { readRows, WorkbookRefused, type WorkbookLimits } from '../../src/files/workbook.js';

/** The refusal that reading must end in. */
export async function refusalOf(content: Uint8Array, limits: Partial<WorkbookLimits> = {}): Promise<WorkbookRefused> {
  const outcome: unknown = await readRows({ content, limits }).catch((error: unknown) => error);
  if (outcome instanceof WorkbookRefused) return outcome;
  throw new Error('The file was read, or failed without a refusal.', { cause: outcome });
}

/** Text that does not pack well, to hide a bomb's ratio behind. */
export function padding(bytes: number): string {
  return `<!--${randomBytes(Math.ceil(bytes / 2)).toString('hex')}-->`;
}
