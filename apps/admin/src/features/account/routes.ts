import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { pageSearch, pathFilter } from '../../app/list-search.js';
import { rootRoute } from '../../app/root-route.js';
import { loadSession } from '../../app/session.js';

/** Outside the shell: with a one-time password nothing else answers. */
export const forcedPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'password',
  validateSearch: pageSearch({ to: pathFilter() }),
  beforeLoad: async ({ context }) => {
    const { user } = await loadSession(context.queryClient);
    if (!user?.mustChangePassword) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./forced-password.js'), 'ForcedPassword'),
});
