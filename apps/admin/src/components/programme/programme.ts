import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { FormManifest, ProgrammeManifest } from '@xieshou/sdk';
import { readProgrammeOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import { manifestOf } from './manifest.js';

/** A programme with its settings and manifest, which change at most a few times a year. */
const programmeOptions = (id: string) =>
  queryOptions({ ...readProgrammeOptions({ path: { id } }), staleTime: fresh.rarely });

/** A programme and its manifest; none where the programme's plugin is missing. */
export const useProgramme = (id: string) => {
  const { data } = useSuspenseQuery(programmeOptions(id));
  return { programme: data, manifest: manifestOf(data) };
};

export const formOf = (manifest: ProgrammeManifest | undefined, key: string): FormManifest | undefined =>
  manifest?.forms.find((form) => form.key === key);
