import { Injectable } from '@nestjs/common';
import type { Keeper } from './import-undo.js';
import type { ImportName } from './imports.api.js';
import type { ImportRegister } from './register.js';

/** What can be imported: each noun adds its own register at start. */
@Injectable()
export class ImportRegisters {
  private readonly registers = new Map<string, ImportRegister>();
  private readonly keepers = new Map<string, Keeper>();

  add(register: ImportRegister): void {
    this.registers.set(register.name, register);
  }

  /** Says how to find what uses rows of a register in a way that no foreign key tells. */
  keep(name: ImportName, keeper: Keeper): void {
    this.keepers.set(name, keeper);
  }

  keeperOf(name: string): Keeper | undefined {
    return this.keepers.get(name);
  }

  named(name: string): ImportRegister {
    const register = this.registers.get(name);
    if (!register) throw new Error(`nobody declares the register ${name}`);
    return register;
  }
}
