import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readHandOverOptions, readInHandOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { choiceFilter, idFilter, listSearch, textFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';

export const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'users',
  staticData: { needs: 'user.read' },
  validateSearch: listSearch({
    q: textFilter(),
    organisation: idFilter(),
    password: choiceFilter(['none', 'oneTime', 'own']),
  }),
  component: lazyRouteComponent(() => import('./user-list.js'), 'UserList'),
});

export const handOverRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'users/$id/hand-over',
  staticData: { needs: 'user.read' },
  validateSearch: listSearch({ assignment: idFilter() }),
  loaderDeps: ({ search: { assignment } }) => ({ assignment }),
  loader: ({ context: { queryClient }, params: { id }, deps: { assignment } }) =>
    readAhead(queryClient, readInHandOptions({ path: { id }, query: assignment ? { assignment } : {} })),
  component: lazyRouteComponent(() => import('./hand-over-page.js'), 'HandOverPage'),
});

export const handOverSheetRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'hand-overs/$id',
  staticData: { needs: 'user.read' },
  loader: ({ context: { queryClient }, params: { id } }) =>
    readAhead(queryClient, readHandOverOptions({ path: { id } })),
  component: lazyRouteComponent(() => import('./hand-over-sheet.js'), 'HandOverSheet'),
});

export const userRoutes = [usersRoute, handOverRoute, handOverSheetRoute] as const;
