import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  readCalendarOptions,
  readImportOptions,
  readProgrammeOptions,
} from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { choiceFilter, listSearch, pageSearch, patternFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { outcomes } from './import-rows.js';

const start = lazyRouteComponent(() => import('./import-start.js'), 'ImportStart');

export const importOrganisationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'organisations/import',
  staticData: { needs: 'organisation.import' },
  component: start,
});

export const importPeopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'people/import',
  staticData: { needs: 'person.import' },
  component: start,
});

export const importUsersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'users/import',
  staticData: { needs: 'user.write' },
  component: start,
});

export const importCalendarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'calendar/import',
  staticData: { needs: 'calendar.write' },
  component: start,
});

export const importRegisterRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'programmes/$id/registers/$register/import',
  staticData: { needs: 'register.import' },
  validateSearch: pageSearch({ period: patternFilter(/^\d{4}-\d{4}(-\d)?$/) }),
  loader: ({ context: { queryClient }, params: { id } }) =>
    Promise.all([
      readAhead(queryClient, readProgrammeOptions({ path: { id } })),
      readAhead(queryClient, readCalendarOptions()),
    ]),
  component: lazyRouteComponent(() => import('./import-register.js'), 'ImportRegister'),
});

export const importPairingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'programmes/$id/pairings/import',
  staticData: { needs: 'pairing.write' },
  loader: ({ context: { queryClient }, params: { id } }) =>
    readAhead(queryClient, readProgrammeOptions({ path: { id } })),
  component: lazyRouteComponent(() => import('./import-pairings.js'), 'ImportPairings'),
});

export const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'imports/$id',
  validateSearch: listSearch({ outcome: choiceFilter(outcomes) }),
  loader: ({ context, params }) => readAhead(context.queryClient, readImportOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./import-page.js'), 'ImportPage'),
});

export const importRoutes = [
  importOrganisationsRoute,
  importPeopleRoute,
  importUsersRoute,
  importCalendarRoute,
  importRegisterRoute,
  importPairingsRoute,
  importRoute,
] as const;
