import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { type ServerSettings, SETTINGS } from '../platform/tokens.js';
import type { Unit } from '../platform/units.js';
import { storedFile } from './files.tables.js';

export interface PlacedFile {
  readonly hash: string;
  readonly bytes: number;
}

/** Files kept by content: the same bytes once, under a name that nobody outside chose. */
@Injectable()
export class Files {
  constructor(
    @Inject(SETTINGS) private readonly settings: ServerSettings,
    private readonly clock: Clock,
  ) {}

  /** Puts bytes on disk before the unit of work that refers to them; a file nobody refers to is harmless. */
  async place(content: Buffer): Promise<PlacedFile> {
    const hash = createHash('sha256').update(content).digest('hex');
    const path = this.pathOf(hash);
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    const temporary = `${path}.${newId()}`;
    await writeFile(temporary, content, { mode: 0o600, flush: true });
    await rename(temporary, path);
    return { hash, bytes: content.length };
  }

  /** Writes down what a placed file is, inside the unit of work that uses it. Answers its id. */
  async add(
    unit: Unit,
    actor: Actor,
    o: PlacedFile & { readonly name: string; readonly mediaType: string },
  ): Promise<string> {
    const id = newId(this.clock.now().getTime());
    await unit.insert(storedFile, {
      id,
      hash: o.hash,
      bytes: o.bytes,
      media_type: o.mediaType,
      name: o.name,
      user_id: actor.userId ?? '',
      district_id: actor.districtId,
      created_at: this.clock.instant(),
    });
    return id;
  }

  read(hash: string): Promise<Buffer> {
    return readFile(this.pathOf(hash));
  }

  private pathOf(hash: string): string {
    return join(this.settings.filesDir, hash.slice(0, 2), hash);
  }
}
