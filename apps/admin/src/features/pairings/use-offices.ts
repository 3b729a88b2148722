import { useQueries } from '@tanstack/react-query';
import { listOrganisationsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';

/** Kinds of organisations that may be appointed to a pairing, the usual ones first. */
const officeKinds = ['section', 'centreSchool', 'bureau', 'union', 'foundation', 'college'] as const;

/** Offices of the district: everything that is no school. */
export const useOffices = (enabled: boolean): readonly { readonly id: string; readonly name: string }[] =>
  useQueries({
    queries: officeKinds.map((kind) => ({
      ...listOrganisationsOptions({ query: { kind, size: 200 } }),
      staleTime: fresh.rarely,
      enabled,
    })),
    combine: (found) => found.flatMap(({ data }) => data?.rows ?? []),
  });
