import { Injectable } from '@nestjs/common';
import type { Reads } from '../platform/database/database.js';
import type { Table } from '../platform/database/table.js';
import { type BatchRow, aboutOf, type ImportAbout } from './import-plan.js';
import type { Keeper } from './import-undo.js';
import type { ImportName } from './imports.api.js';
import type { ImportRegister } from './register.js';

/** Registers that are made as they are needed: one for each register of each programme. */
export interface ImportFamily {
  readonly name: ImportName;
  make(reads: Reads, about: ImportAbout): Promise<ImportRegister>;
}

/** What can be imported: each noun adds its own register at start. */
@Injectable()
export class ImportRegisters {
  private readonly registers = new Map<string, ImportRegister>();
  private readonly families = new Map<string, ImportFamily>();
  private readonly keepers = new Map<string, Keeper>();

  private readonly computed = new Map<string, Table[]>();

  add(register: ImportRegister): void {
    this.registers.set(register.name, register);
  }

  addFamily(family: ImportFamily): void {
    this.families.set(family.name, family);
  }

  /** Says how to find what uses rows of a register in a way that no foreign key tells. */
  keep(name: ImportName, keeper: Keeper): void {
    this.keepers.set(name, keeper);
  }

  /** Names a table whose rows the platform works out of rows of a register by itself: undoing takes them along. */
  takeAlong(name: ImportName, table: Table): void {
    this.computed.set(name, [...this.takenAlong(name), table]);
  }

  takenAlong(name: string): readonly Table[] {
    return this.computed.get(name) ?? [];
  }

  keeperOf(name: string): Keeper | undefined {
    return this.keepers.get(name);
  }

  named(name: string): ImportRegister {
    const register = this.registers.get(name);
    if (!register) throw new Error(`nobody declares the register ${name}`);
    return register;
  }

  /** What a batch is imported into. */
  async of(reads: Reads, batch: Pick<BatchRow, 'register' | 'about'>): Promise<ImportRegister> {
    const about = aboutOf(batch);
    const family = about && this.families.get(batch.register);
    return family ? family.make(reads, about) : this.named(batch.register);
  }
}
