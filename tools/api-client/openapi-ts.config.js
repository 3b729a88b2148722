/** Typed calls and TanStack Query options for every operation; how a call is sent stands in apps/admin/src/api/client.ts. */
export default {
  input: '../../apps/admin/openapi.json',
  output: { path: '../../apps/admin/src/api/generated', clean: true, module: { extension: '.js' } },
  plugins: [
    { name: '@hey-api/client-fetch', runtimeConfigPath: '../client.js', throwOnError: true },
    '@hey-api/typescript',
    { name: '@hey-api/sdk', responseStyle: 'data' },
    {
      name: '@tanstack/react-query',
      queryOptions: true,
      queryKeys: true,
      mutationOptions: false,
      infiniteQueryOptions: false,
      infiniteQueryKeys: false,
    },
  ],
};
