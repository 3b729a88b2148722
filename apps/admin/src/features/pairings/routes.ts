import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readPairingOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { choiceFilter, idFilter, listSearch, pageSearch, textFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { everyProgramme } from '../../components/programme/chosen-programme.js';

/** What the address of the list may say. */
export const pairingsSearch = listSearch({
  programme: idFilter(),
  q: textFilter(),
  state: choiceFilter(['active', 'ended']),
});

export const pairingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'pairings',
  staticData: { needs: 'pairing.read' },
  validateSearch: pairingsSearch,
  loader: ({ context }) => readAhead(context.queryClient, everyProgramme),
  component: lazyRouteComponent(() => import('./pairing-list.js'), 'PairingList'),
});

export const newPairingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'pairings/new',
  staticData: { needs: 'pairing.write' },
  validateSearch: pageSearch({ programme: idFilter() }),
  loader: ({ context }) => readAhead(context.queryClient, everyProgramme),
  component: lazyRouteComponent(() => import('./new-pairing.js'), 'NewPairing'),
});

export const pairingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'pairings/$id',
  staticData: { needs: 'pairing.read' },
  loader: ({ context, params }) => readAhead(context.queryClient, readPairingOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./pairing-page.js'), 'PairingPage'),
});

export const pairingRoutes = [pairingsRoute, newPairingRoute, pairingRoute] as const;
