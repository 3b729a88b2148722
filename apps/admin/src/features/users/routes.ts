import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
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

export const userRoutes = [usersRoute] as const;
