import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceFilter, idFilter, listSearch } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';

export const reviewsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'reviews',
  staticData: { needs: 'review.decide' },
  validateSearch: listSearch({
    state: choiceFilter(['open', 'done']),
    programme: idFilter(),
    /** The one shown beside the list; on a phone, instead of it. */
    review: idFilter(),
  }),
  component: lazyRouteComponent(() => import('./review-desk.js'), 'ReviewDesk'),
});

export const reviewRoutes = [reviewsRoute] as const;
