import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readWorkbenchOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { shellRoute } from '../../app/root-route.js';

const workbenchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  loader: ({ context }) => context.queryClient.ensureQueryData(readWorkbenchOptions()),
  component: lazyRouteComponent(() => import('./workbench.js'), 'Workbench'),
});

export const workbenchRoutes = [workbenchRoute] as const;
