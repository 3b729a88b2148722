import type { ProgrammeManifest } from '@xieshou/sdk';

interface Pair {
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
}

type Manifest = Pick<ProgrammeManifest, 'rectification'> | undefined;

/** 整改单位: the side that has to put it right. */
export const answeringSide = (manifest: Manifest): 'helper' | 'helped' =>
  manifest?.rectification?.raisedBy === 'helped' ? 'helper' : 'helped';

export const answering = (pair: Pair, manifest: Manifest): Pair['helper'] => pair[answeringSide(manifest)];
