import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceFilter, dayFilter, idFilter, listSearch } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';

export const ledgersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'ledgers',
  staticData: { needs: 'record.read' },
  validateSearch: listSearch({
    programme: idFilter(),
    ledger: idFilter(),
    pairing: idFilter(),
    organisation: idFilter(),
    state: choiceFilter(['submitted', 'confirmed', 'void']),
    from: dayFilter(),
    to: dayFilter(),
  }),
  component: lazyRouteComponent(() => import('./ledger-page.js'), 'LedgerPage'),
});

export const ledgerRoutes = [ledgersRoute] as const;
