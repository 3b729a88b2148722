import { type QueryClient, useQueryErrorResetBoundary } from '@tanstack/react-query';
import { createRoute, createRouter, type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { NotFound, PageError } from '../components/error-panel.js';
import { PageSkeleton } from '../components/page-skeleton.js';
import { chooseRoleRoute, delegationsRoute, forcedPasswordRoute } from '../features/account/routes.js';
import { dutyRoutes } from '../features/duties/routes.js';
import { notificationRoutes } from '../features/notifications/routes.js';
import { rectificationRoutes } from '../features/rectifications/routes.js';
import { reportRoutes } from '../features/reports/routes.js';
import { filedSheetRoutes } from '../features/filed-sheets/routes.js';
import { ledgerRoutes } from '../features/ledgers/routes.js';
import { recordRoutes } from '../features/records/routes.js';
import { reviewRoutes } from '../features/reviews/routes.js';
import { auditRoutes } from '../features/audit/routes.js';
import { calendarRoutes } from '../features/calendar/routes.js';
import { importRoutes } from '../features/imports/routes.js';
import { organisationRoutes } from '../features/organisations/routes.js';
import { pairingRoutes } from '../features/pairings/routes.js';
import { peopleRoutes } from '../features/people/routes.js';
import { pluginRoutes } from '../features/plugins/routes.js';
import { programmeRoutes } from '../features/programmes/routes.js';
import { userRoutes } from '../features/users/routes.js';
import { workbenchRoutes } from '../features/workbench/routes.js';
import { rootRoute, shellRoute } from './root-route.js';

const stringifySearch = (search: Record<string, unknown>): string => {
  const given = Object.entries(search).flatMap(([key, value]) =>
    value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
  );
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
};

/** Whatever no other route takes, inside the shell. */
const nowhereRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: NotFound });

/** A page that could not be shown; trying again reads anew whatever had failed, in the page and before it. */
const RouteError = ({ error, reset }: Pick<ErrorComponentProps, 'error'> & { reset?: () => void }) => {
  const queries = useQueryErrorResetBoundary();
  const router = useRouter();
  const retry = () => {
    queries.reset();
    reset?.(); // there is none where the failure came before the page
    void router.invalidate();
  };
  return <PageError error={error} onRetry={retry} />;
};

/** One line per feature; a feature's routes stand in its own `routes.ts`. */
const routeTree = rootRoute.addChildren([
  forcedPasswordRoute,
  chooseRoleRoute,
  shellRoute.addChildren([
    ...workbenchRoutes,
    ...programmeRoutes,
    ...pluginRoutes,
    ...pairingRoutes,
    ...recordRoutes,
    ...reviewRoutes,
    ...ledgerRoutes,
    ...dutyRoutes,
    ...rectificationRoutes,
    ...notificationRoutes,
    ...reportRoutes,
    ...auditRoutes,
    ...filedSheetRoutes,
    ...calendarRoutes,
    ...importRoutes,
    ...organisationRoutes,
    ...peopleRoutes,
    ...userRoutes,
    delegationsRoute,
    nowhereRoute,
  ]),
]);

export const createAppRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    // Plain `?key=value`: addresses stay readable and shareable; each route reads its own with Zod.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0, // TanStack Query keeps the answers, not the router
    defaultPendingMs: 300,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
