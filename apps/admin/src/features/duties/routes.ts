import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import * as z from 'zod';
import { listProgrammesOptions, readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { choiceFilter, idFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { everyProgramme } from './chosen-programme.js';

export const dutiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'duties',
  staticData: { needs: 'duty.read' },
  validateSearch: z.object({
    /** The first running programme unless told. */
    programme: idFilter(),
    /** A month (2026-11), term or school year; the running term unless told. */
    period: z
      .string()
      .regex(/^\d{4}-(\d{2}|\d{4}(-[12])?)$/)
      .optional()
      .catch(undefined),
    /** Only pairings that miss something now. */
    below: choiceFilter(['yes']),
  }),
  loader: ({ context: { queryClient } }) =>
    Promise.all([
      queryClient.ensureQueryData(listProgrammesOptions({ query: everyProgramme })),
      queryClient.ensureQueryData(readCalendarOptions()),
    ]),
  component: lazyRouteComponent(() => import('./duties.js'), 'DutiesScreen'),
});

export const dutyRoutes = [dutiesRoute] as const;
