import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceFilter, idFilter, listSearch, textFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { personKinds } from './person-kinds.js';

export const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'people',
  staticData: { needs: 'person.read' },
  validateSearch: listSearch({
    q: textFilter(),
    kind: choiceFilter(personKinds),
    organisation: idFilter(),
    state: choiceFilter(['left']),
  }),
  component: lazyRouteComponent(() => import('./people-list.js'), 'PeopleList'),
});

export const duplicatesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'people/duplicates',
  staticData: { needs: 'person.write' },
  validateSearch: listSearch({}),
  component: lazyRouteComponent(() => import('./duplicates-page.js'), 'DuplicatesPage'),
});

export const peopleRoutes = [peopleRoute, duplicatesRoute] as const;
