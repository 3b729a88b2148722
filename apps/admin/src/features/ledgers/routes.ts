import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceFilter, dayFilter, idFilter, listSearch } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';

/** What the address of the list may say. */
export const ledgersSearch = listSearch({
  programme: idFilter(),
  ledger: idFilter(),
  pairing: idFilter(),
  organisation: idFilter(),
  state: choiceFilter(['submitted', 'confirmed', 'void']),
  from: dayFilter(),
  to: dayFilter(),
});

export const ledgersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'ledgers',
  staticData: { needs: 'record.read' },
  validateSearch: ledgersSearch,
  component: lazyRouteComponent(() => import('./ledger-page.js'), 'LedgerPage'),
});

export const ledgerRoutes = [ledgersRoute] as const;
