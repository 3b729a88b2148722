import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import { idFilter, pageSearch } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';

export const calendarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'calendar',
  validateSearch: pageSearch({ term: idFilter() }),
  // Only a head start: the top bar reads the same calendar and may give the reading up, which is no failure of the page.
  loader: ({ context }) => context.queryClient.prefetchQuery({ ...readCalendarOptions(), staleTime: fresh.rarely }),
  component: lazyRouteComponent(() => import('./calendar-page.js'), 'CalendarPage'),
});

export const calendarRoutes = [calendarRoute] as const;
