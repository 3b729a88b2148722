import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { choiceFilter, idFilter, pageSearch, patternFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { everyProgramme } from '../../components/programme/chosen-programme.js';

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
  loader: ({ context: { queryClient } }) =>
    Promise.all([readAhead(queryClient, everyProgramme), readAhead(queryClient, readCalendarOptions())]),
  component: lazyRouteComponent(() => import('./duties.js'), 'DutiesScreen'),
});

export const dutyRoutes = [dutiesRoute] as const;
