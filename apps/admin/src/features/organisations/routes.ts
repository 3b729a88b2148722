import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readOrganisationOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { choiceFilter, dayFilter, idFilter, listSearch, pageSearch, textFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { organisationKinds, ownerships } from './organisation-kinds.js';

/** What the address of the list may say. */
export const organisationsSearch = listSearch({
  q: textFilter(),
  kind: choiceFilter(organisationKinds),
  ownership: choiceFilter(ownerships),
  parent: idFilter(),
  state: choiceFilter(['closed', 'all']),
  sort: choiceFilter(['name', '-name', 'code', '-code']),
});

export const organisationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'organisations',
  staticData: { needs: 'organisation.read' },
  validateSearch: organisationsSearch,
  component: lazyRouteComponent(() => import('./organisation-list.js'), 'OrganisationList'),
});

export const organisationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'organisations/$id',
  staticData: { needs: 'organisation.read' },
  // Search and page of the people below the facts.
  validateSearch: listSearch({ q: textFilter() }),
  loader: ({ context, params }) => readAhead(context.queryClient, readOrganisationOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./organisation-page.js'), 'OrganisationPage'),
});

export const mergeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'organisations/$id/merge',
  staticData: { needs: 'organisation.write' },
  validateSearch: pageSearch({ into: idFilter(), on: dayFilter() }),
  loader: ({ context, params }) => readAhead(context.queryClient, readOrganisationOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./merge-page.js'), 'MergePage'),
});

export const organisationRoutes = [organisationsRoute, organisationRoute, mergeRoute] as const;
