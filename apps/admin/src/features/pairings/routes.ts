import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listProgrammesOptions, readPairingOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import { choiceFilter, idFilter, listSearch, pageSearch, textFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';

// Loaders only start what a page needs. A read that fails, or is cancelled because another region that shared it went
// away, is the page's to repeat and to show.

/** All programmes that can be chosen from; a district runs a handful a year. */
export const programmesToChoose = { ...listProgrammesOptions({ query: { size: 200 } }), staleTime: fresh.list };

export const pairingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'pairings',
  staticData: { needs: 'pairing.read' },
  validateSearch: listSearch({
    programme: idFilter(),
    q: textFilter(),
    state: choiceFilter(['active', 'ended']),
  }),
  loader: ({ context }) => Promise.allSettled([context.queryClient.ensureQueryData(programmesToChoose)]),
  component: lazyRouteComponent(() => import('./pairing-list.js'), 'PairingList'),
});

export const newPairingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'pairings/new',
  staticData: { needs: 'pairing.write' },
  validateSearch: pageSearch({ programme: idFilter() }),
  loader: ({ context }) => Promise.allSettled([context.queryClient.ensureQueryData(programmesToChoose)]),
  component: lazyRouteComponent(() => import('./new-pairing.js'), 'NewPairing'),
});

export const pairingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'pairings/$id',
  staticData: { needs: 'pairing.read' },
  loader: ({ context, params }) =>
    Promise.allSettled([context.queryClient.ensureQueryData(readPairingOptions({ path: { id: params.id } }))]),
  component: lazyRouteComponent(() => import('./pairing-page.js'), 'PairingPage'),
});

export const pairingRoutes = [pairingsRoute, newPairingRoute, pairingRoute] as const;
