import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listProgrammesOptions, readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { dayFilter, idFilter, pageSearch } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { everyProgramme } from '../duties/chosen-programme.js';

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
  // Only a head start: what fails here fails again, and is shown, where it is needed.
  loader: ({ context: { queryClient } }) =>
    Promise.all([
      queryClient.prefetchQuery(listProgrammesOptions({ query: everyProgramme })),
      queryClient.prefetchQuery(readCalendarOptions()),
    ]),
  component: lazyRouteComponent(() => import('./reports.js'), 'ReportsScreen'),
});

export const reportRoutes = [reportsRoute] as const;
