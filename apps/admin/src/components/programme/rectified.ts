import { useQuery } from '@tanstack/react-query';
import { listPluginsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import { everyProgramme, type ProgrammeBrief } from './chosen-programme.js';
import { asManifest } from './manifest.js';

/** Programmes whose plugin knows 整改. */
export const rectified = <Programme extends Pick<ProgrammeBrief, 'plugin'>>(
  programmes: readonly Programme[],
  plugins: readonly { readonly id: string; readonly rectification?: unknown }[],
): readonly Programme[] => {
  const known = new Set(plugins.filter(({ rectification }) => rectification !== undefined).map(({ id }) => id));
  return programmes.filter(({ plugin }) => known.has(plugin));
};

/** Whether something is put right in any running programme of the caller; not before that is known. */
export const useIsRectified = (enabled: boolean): boolean => {
  const programmes = useQuery({ ...everyProgramme, enabled });
  const plugins = useQuery({ ...listPluginsOptions(), staleTime: fresh.rarely, enabled });
  const running = programmes.data?.rows.filter(({ state }) => state === 'enabled') ?? [];
  return rectified(running, plugins.data?.map(asManifest) ?? []).length > 0;
};
