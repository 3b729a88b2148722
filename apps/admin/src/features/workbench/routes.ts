import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readWorkbenchOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { shellRoute } from '../../app/root-route.js';

const workbenchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  loader: ({ context }) => readAhead(context.queryClient, readWorkbenchOptions()),
  component: lazyRouteComponent(() => import('./workbench.js'), 'Workbench'),
});

export const workbenchRoutes = [workbenchRoute] as const;
