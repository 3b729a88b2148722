import type { ProgrammeDefinition } from '@xieshou/sdk';

/** Forms whose records exist only for those whom they name. */
export const confidentialForms = (definition: Pick<ProgrammeDefinition, 'forms'> | undefined): readonly string[] =>
  Object.entries(definition?.forms ?? {}).flatMap(([key, { readBy }]) => (readBy ? [key] : []));
