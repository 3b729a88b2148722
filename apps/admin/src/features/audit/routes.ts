import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceFilter, dayFilter, idFilter, listSearch } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { auditGroups } from './groups.js';

export const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'audit',
  staticData: { needs: 'audit.read' },
  validateSearch: listSearch({
    from: dayFilter(),
    to: dayFilter(),
    group: choiceFilter(auditGroups),
    organisation: idFilter(),
    user: idFilter(),
    subject: idFilter(),
    before: idFilter(),
  }),
  component: lazyRouteComponent(() => import('./audit-page.js'), 'AuditPage'),
});

export const auditRoutes = [auditRoute] as const;
