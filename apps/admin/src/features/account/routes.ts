import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { pageSearch, pathFilter } from '../../app/list-search.js';
import { rootRoute, shellRoute } from '../../app/root-route.js';
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

/** Outside the shell too: which pages there are depends on the choice. */
export const chooseRoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'role',
  validateSearch: pageSearch({ to: pathFilter() }),
  beforeLoad: async ({ context }) => {
    const { user } = await loadSession(context.queryClient);
    if (!user?.mustChoose || user.mustChangePassword) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./choose-role.js'), 'ChooseRole'),
});

export const delegationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'delegations',
  component: lazyRouteComponent(() => import('./delegations.js'), 'Delegations'),
});
