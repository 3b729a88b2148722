import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listPluginsOptions, readRectificationOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { shellRoute } from '../../app/root-route.js';
import { everyProgramme } from '../../components/programme/chosen-programme.js';
import { rectificationSearch } from './filters.js';

export const rectificationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'rectifications',
  staticData: { needs: 'record.read' },
  validateSearch: rectificationSearch,
  loader: ({ context: { queryClient } }) =>
    Promise.all([readAhead(queryClient, everyProgramme), readAhead(queryClient, listPluginsOptions())]),
  component: lazyRouteComponent(() => import('./board.js'), 'RectificationBoard'),
});

export const rectificationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'rectifications/$id',
  staticData: { needs: 'record.read' },
  loader: ({ context, params }) =>
    readAhead(context.queryClient, readRectificationOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./rectification-page.js'), 'RectificationPage'),
});

export const rectificationRoutes = [rectificationsRoute, rectificationRoute] as const;
