import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { idFilter, pageSearch } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';

export const calendarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'calendar',
  validateSearch: pageSearch({ term: idFilter() }),
  loader: ({ context }) => readAhead(context.queryClient, readCalendarOptions()),
  component: lazyRouteComponent(() => import('./calendar-page.js'), 'CalendarPage'),
});

export const calendarRoutes = [calendarRoute] as const;
