import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listProgrammesOptions, readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { choiceFilter, idFilter, pageSearch, patternFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { everyProgramme } from './chosen-programme.js';

export const dutiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'duties',
  staticData: { needs: 'duty.read' },
  validateSearch: pageSearch({
    /** The first running programme unless told. */
    programme: idFilter(),
    /** A month (2026-11), term or school year; the running term unless told. */
    period: patternFilter(/^\d{4}-(\d{2}|\d{4}(-[12])?)$/),
    /** Only pairings that miss something now. */
    below: choiceFilter(['yes']),
  }),
  // Only a head start: what fails here fails again, and is shown, where it is needed.
  loader: ({ context: { queryClient } }) =>
    Promise.all([
      queryClient.prefetchQuery(listProgrammesOptions({ query: everyProgramme })),
      queryClient.prefetchQuery(readCalendarOptions()),
    ]),
  component: lazyRouteComponent(() => import('./duties.js'), 'DutiesScreen'),
});

export const dutyRoutes = [dutiesRoute] as const;
