import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listPairingsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import { pairingName } from './pairing-name.js';

interface Choice {
  readonly value: string;
  readonly title: string;
}

interface Pair {
  readonly id: string;
  readonly helper: { readonly id: string; readonly name: string };
  readonly helped: { readonly id: string; readonly name: string };
}

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
