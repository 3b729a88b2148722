import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceFilter, idFilter, listSearch } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { notificationKinds } from './kinds.js';

export const notificationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'notifications',
  validateSearch: listSearch({
    unread: choiceFilter(['yes']),
    kind: choiceFilter(notificationKinds),
    programme: idFilter(),
  }),
  component: lazyRouteComponent(() => import('./notification-centre.js'), 'NotificationCentre'),
});

export const notificationRoutes = [notificationsRoute] as const;
