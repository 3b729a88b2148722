import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { t } from '@xieshou/sdk';
import type { Actor } from '../platform/call.js';
import { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { DATABASE, type ServerSettings, SETTINGS } from '../platform/tokens.js';
import type { Unit } from '../platform/units.js';
import { storedFile } from './files.tables.js';

export interface PlacedFile {
  readonly hash: string;
  readonly bytes: number;
  readonly content: Buffer;
}

const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

const diskFull = () =>
  new Problem(
    507,
    'disk-full',
    t(
      '服务器的磁盘已满，文件没有保存：请告知管理员，腾出空间后再上传',
      'The disk of the server is full and the file was not kept: tell the administrator, and add it again once there is room',
    ),
  );

/** Files kept by content: the same bytes once, under a name that nobody outside chose. */
@Injectable()
export class Files {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
    private readonly clock: Clock,
  ) {}

  /** Puts bytes on disk before the unit of work that refers to them; a file nobody refers to is harmless. */
  async place(content: Buffer): Promise<PlacedFile> {
    const hash = hashOf(content);
    const path = this.pathOf(hash);
    const temporary = `${path}.${newId()}`;
    try {
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
      await writeFile(temporary, content, { mode: 0o600, flush: true });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw isCode(error, 'ENOSPC', 'EDQUOT') ? diskFull() : error;
    }
    return { hash, bytes: content.length, content };
  }

  /** Writes down what a placed file is, inside the unit of work that uses it. Answers its id. */
  async add(
    unit: Unit,
    actor: Actor,
    o: Pick<PlacedFile, 'hash' | 'bytes'> & { readonly name: string; readonly mediaType: string },
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

  /** The bytes of a file, if they are still those that were kept. */
  async sound(file: { readonly hash: string; readonly name: string }): Promise<Buffer> {
    const content = await this.read(file.hash).catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return undefined;
      throw error;
    });
    if (content && hashOf(content) === file.hash) return content;
    new Logger('Files').error(`${file.hash} is ${content ? 'damaged' : 'missing'}: take it out of a backup`);
    throw new Problem(
      410,
      'file-lost',
      t(
        `服务器上的“${file.name}”已丢失或损坏，无法打开：请告知管理员从备份中恢复`,
        `"${file.name}" is missing or damaged on the server: tell the administrator to restore it from a backup`,
      ),
    );
  }

  /**
   * Deletes bytes that no row speaks of. The same bytes may be on their way in at this moment: so they are first put
   * aside, and put back when a row has come to be.
   */
  async forget(hash: string): Promise<void> {
    const aside = `${this.pathOf(hash)}.${newId()}.gone`;
    if (await this.isKnown(hash)) return;
    try {
      await rename(this.pathOf(hash), aside);
    } catch (error) {
      if (isCode(error, 'ENOENT')) return;
      throw error;
    }
    if (await this.isKnown(hash)) await rename(aside, this.pathOf(hash));
    else await rm(aside, { force: true });
  }

  /** After the unit of work: bytes that were put aside between being placed and being written down are placed again. */
  async stay({ hash, content }: PlacedFile): Promise<void> {
    try {
      await access(this.pathOf(hash));
    } catch {
      await this.place(content);
    }
  }

  private async isKnown(hash: string): Promise<boolean> {
    return (await this.database.one(sql`select id from stored_file where hash = ${hash} limit 1`)) !== undefined;
  }

  private pathOf(hash: string): string {
    return join(this.settings.filesDir, hash.slice(0, 2), hash);
  }
}
