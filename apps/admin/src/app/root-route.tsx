import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import { goToSignIn } from '../api/client.js';
import { NotFound } from '../components/error-panel.js';
import { isSignedIn, loadSession, type Permission } from './session.js';
import { Shell } from './shell.js';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** What the session must allow for the screen to be drawn. */
    readonly needs?: Permission;
  }
}

export const rootRoute = createRootRouteWithContext<{ readonly queryClient: QueryClient }>()({});

/** Parent of every screen: top bar, navigation, and nobody without a session. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const session = await loadSession(context.queryClient);
    if (!isSignedIn(session)) {
      goToSignIn();
      await new Promise(() => undefined); // the browser is leaving; nothing may be drawn meanwhile
    } else if (session.user.mustChangePassword) {
      throw redirect({ to: '/password', search: { to: location.href } });
    } else if (session.user.mustChoose) {
      throw redirect({ to: '/role', search: { to: location.href } });
    }
  },
  component: Shell,
  notFoundComponent: NotFound,
});
