import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { FieldManifest, FormManifest, ProgrammeManifest } from '@xieshou/sdk';
import { useMemo } from 'react';
import {
  listPairingsOptions,
  listProgrammesOptions,
  readProgrammeOptions,
} from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListProgrammesResponse, ReadProgrammeResponse } from '../../api/generated/types.gen.js';
import { fresh } from '../../api/queries.js';

export type ProgrammeRow = ListProgrammesResponse['rows'][number];

/** The one place where the manifest, loose in the API's description, gets the shape that the SDK gives it. */
const manifestOf = ({ manifest }: ReadProgrammeResponse): ProgrammeManifest | undefined =>
  (manifest ?? undefined) as unknown as ProgrammeManifest | undefined;

/** A programme with its settings and manifest, which change at most a few times a year. */
export const programmeOptions = (id: string) =>
  queryOptions({ ...readProgrammeOptions({ path: { id } }), staleTime: fresh.rarely });

/** A programme and its manifest; none where the programme's plugin is missing. */
export const useProgramme = (id: string) => {
  const { data } = useSuspenseQuery(programmeOptions(id));
  return { programme: data, manifest: manifestOf(data) };
};

export const formOf = (manifest: ProgrammeManifest | undefined, key: string): FormManifest | undefined =>
  manifest?.forms.find((form) => form.key === key);

/** The programme an address names, else the first running one; none where the caller takes part in nothing. */
export const chosenProgramme = (
  programmes: readonly Pick<ProgrammeRow, 'id' | 'state'>[],
  named: string | undefined,
): string | undefined =>
  named ??
  (programmes.find(({ state }) => state === 'enabled') ?? programmes.find(({ state }) => state !== 'draft'))?.id;

/** Programmes the caller sees, and the one to show. */
export const useProgrammeChoice = (named: string | undefined) => {
  const { data } = useSuspenseQuery({ ...listProgrammesOptions({ query: { size: 100 } }), staleTime: fresh.list });
  const programmes = data.rows.filter(({ state }) => state !== 'draft');
  return { programmes, chosen: chosenProgramme(programmes, named) };
};

interface Choice {
  readonly value: string;
  readonly title: string;
}

interface Pair {
  readonly id: string;
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
}

/** `helper → helped`, the one way a pairing is written on these screens. */
export const pairingName = ({ helper, helped }: Omit<Pair, 'id'>): string => `${helper.name} → ${helped.name}`;

/** Pairings, and the organisations in them, as choices of a filter; none where there is nothing to choose. */
export const pairingChoices = (pairings: readonly Pair[]): { pairings: Choice[]; organisations: Choice[] } => {
  if (pairings.length < 2) return { pairings: [], organisations: [] };
  const names = new Map(pairings.flatMap(({ helper, helped }) => [helper, helped]).map(({ id, name }) => [id, name]));
  return {
    pairings: pairings.map((pairing) => ({ value: pairing.id, title: pairingName(pairing) })),
    organisations: [...names]
      .map(([value, title]) => ({ value, title }))
      .sort((a, b) => a.title.localeCompare(b.title, 'zh')),
  };
};

export const usePairingChoices = (programme: string) => {
  const { data } = useQuery({
    ...listPairingsOptions({ path: { id: programme }, query: { size: 200 } }),
    staleTime: fresh.rarely,
  });
  return useMemo(() => pairingChoices(data?.rows ?? []), [data]);
};

/** Fields a list may be narrowed by: those that the form indexes and that hold one of a closed list. */
export const indexedChoices = (form: FormManifest | undefined): readonly FieldManifest[] =>
  form?.fields.filter(({ key, choices }) => form.index.includes(key) && choices) ?? [];
