import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { listPluginHealthOptions, listPluginsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { shellRoute } from '../../app/root-route.js';

const pluginsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'plugins',
  staticData: { needs: 'programme.write' },
  loader: ({ context: { queryClient } }) =>
    Promise.all([readAhead(queryClient, listPluginsOptions()), readAhead(queryClient, listPluginHealthOptions())]),
  component: lazyRouteComponent(() => import('./plugin-list.js'), 'PluginList'),
});

export const pluginRoutes = [pluginsRoute] as const;
