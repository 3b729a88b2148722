import { Inject, Injectable } from '@nestjs/common';
import { type ProgrammeDefinition, type ProgrammeManifest, toManifest } from '@xieshou/sdk';
import { guarded } from './programme-faults.js';

export const PROGRAMMES = Symbol('programmes');

/** The installed programmes. What is not here but has rows is readable and exportable, and nothing more. */
@Injectable()
export class Catalogue {
  private readonly byId: ReadonlyMap<string, ProgrammeDefinition>;

  constructor(@Inject(PROGRAMMES) programmes: readonly ProgrammeDefinition[]) {
    this.byId = new Map(programmes.map((p) => [p.id, guarded(p)]));
  }

  find(id: string): ProgrammeDefinition | undefined {
    return this.byId.get(id);
  }

  ids(): string[] {
    return [...this.byId.keys()];
  }

  manifests(): ProgrammeManifest[] {
    return [...this.byId.values()].map((p) => toManifest(p));
  }
}
