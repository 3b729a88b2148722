import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { dayFilter, idFilter, pageSearch } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { everyProgramme } from '../../components/programme/chosen-programme.js';

export const reportsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'reports',
  staticData: { needs: 'report.read' },
  validateSearch: pageSearch({
    /** The first running programme unless told. */
    programme: idFilter(),
    /** The only report there is unless told; a list of them where there are several. */
    report: idFilter(),
    /** The running term unless told. */
    from: dayFilter(),
    to: dayFilter(),
  }),
  loader: ({ context: { queryClient } }) =>
    Promise.all([readAhead(queryClient, everyProgramme), readAhead(queryClient, readCalendarOptions())]),
  component: lazyRouteComponent(() => import('./reports.js'), 'ReportsScreen'),
});

export const reportRoutes = [reportsRoute] as const;
