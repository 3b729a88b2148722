import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceFilter, idFilter, listSearch, textFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { personKinds } from './person-kinds.js';

/** What the address of the list may say. */
export const peopleSearch = listSearch({
  q: textFilter(),
  kind: choiceFilter(personKinds),
  organisation: idFilter(),
  state: choiceFilter(['left']),
});

export const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'people',
  staticData: { needs: 'person.read' },
  validateSearch: peopleSearch,
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
