import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restore } from '../../src/upkeep/restore.js';
import { type Installation, makeInstallation, schema } from './small-archive.js';

/** A disk with room for so many bytes. */
const full = (room: number) => () => {
  let left = room;
  return new Writable({
    write(chunk: Buffer, _, done) {
      left -= chunk.length;
      done(left < 0 ? Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }) : null);
    },
  });
};

describe('a full disk', () => {
  let made: Installation;
  let mounted: string | undefined;

  beforeAll(async () => {
    made = await makeInstallation();
    const disk = join(made.folder, 'disk');
    mkdirSync(disk);
    try {
      // A real one, where this machine lets us make it.
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
      mounted = disk;
    } catch {
      mounted = undefined;
    }
  });
  afterAll(() => {
    if (mounted) execFileSync('umount', [mounted]);
    made.drop();
  });

  it.each([0, 1, 10, 1000, 10_000, 22_000])(
    'with room for %i bytes ends a backup with one sentence and no half file',
    async (room) => {
      const before = readdirSync(made.folder);
      await expect(made.backUp('never.tar.gz', { open: full(room) })).rejects.toMatchObject({
        code: 'disk-full',
        text: { zh: expect.stringContaining('磁盘已满'), en: expect.stringContaining('The disk is full') },
      });
      expect(readdirSync(made.folder)).toEqual(before);
    },
  );

  it('that is real leaves no half backup, and no half restore', async ({ skip }) => {
    if (!mounted) return skip();
    expect(statfsSync(mounted).bsize * statfsSync(mounted).blocks).toBe(65_536);
    writeFileSync(join(mounted, 'filler'), Buffer.alloc(50_000));
    await expect(made.backUp('disk/backup.tar.gz')).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(mounted)).toEqual(['filler']);
    const sound = await made.backUp('sound.tar.gz');
    await expect(
      restore({
        schema,
        file: sound,
        key: made.key,
        database: { path: join(mounted, 'data', 'xieshou.db') },
        filesDir: join(mounted, 'data', 'files'),
      }),
    ).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(join(mounted, 'data'), { recursive: true }).filter((name) => name !== 'files')).toEqual([]);
  });

  it('or a folder that may not be written ends with a sentence too', async () => {
    const file = join(made.folder, 'not-a-folder');
    writeFileSync(file, '');
    await expect(made.backUp('not-a-folder/backup.tar.gz')).rejects.toMatchObject({ code: 'not-writable' });
    expect(existsSync(join(file, 'backup.tar.gz'))).toBe(false);
  });
});
