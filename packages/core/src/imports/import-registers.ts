import { Injectable } from '@nestjs/common';
import type { ImportRegister } from './register.js';

/** What can be imported: each noun adds its own register at start. */
@Injectable()
export class ImportRegisters {
  private readonly registers = new Map<string, ImportRegister>();

  add(register: ImportRegister): void {
    this.registers.set(register.name, register);
  }

  named(name: string): ImportRegister {
    const register = this.registers.get(name);
    if (!register) throw new Error(`nobody declares the register ${name}`);
    return register;
  }
}
