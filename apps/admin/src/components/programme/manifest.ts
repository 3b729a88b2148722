import type { ProgrammeManifest } from '@xieshou/sdk';
import type { ProgrammeManifest as Described } from '../../api/generated/types.gen.js';

/** The API describes a manifest loosely; the server makes it with the SDK's `toManifest`, whose answer this is. */
export const asManifest = (described: Described): ProgrammeManifest => described as unknown as ProgrammeManifest;

/** What a programme's plugin describes; none where the plugin is missing. */
export const manifestOf = ({ manifest }: { readonly manifest: Described | null }): ProgrammeManifest | undefined =>
  manifest ? asManifest(manifest) : undefined;

/** Whether people stand on both sides, instead of organisations. */
export const pairsPeople = (manifest: Pick<ProgrammeManifest, 'sides'> | undefined): boolean =>
  manifest?.sides.helped.party === 'person';

export type Preset = ProgrammeManifest['presets'][number];
