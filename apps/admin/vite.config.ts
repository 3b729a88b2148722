import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rollup } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The sign-in page has its own file, so that it loads without React; `/login` names it in development as the server does. */
const signInPath: Plugin = {
  name: 'sign-in-path',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _response, next) => {
      if (request.url && /^\/login(\?|$)/.test(request.url)) request.url = request.url.replace('/login', '/login.html');
      next();
    });
  },
};

const filesOf = (bundle: Rollup.OutputBundle, file: string, seen = new Set<string>()): Set<string> => {
  const chunk = bundle[file];
  if (!chunk || chunk.type !== 'chunk' || seen.has(file)) return seen;
  seen.add(file);
  chunk.viteMetadata?.importedCss.forEach((css) => seen.add(css));
  chunk.imports.forEach((next) => filesOf(bundle, next, seen));
  return seen;
};

/** While somebody types a password, the browser already fetches what comes next. */
const prefetchShell: Plugin = {
  name: 'prefetch-shell',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle, filename }) => {
      if (!bundle || !filename.endsWith('login.html')) return [];
      const shell = Object.values(bundle).find(
        (chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.facadeModuleId === at('index.html'),
      );
      return [...(shell ? filesOf(bundle, shell.fileName) : [])].map((file) => ({
        tag: 'link',
        attrs: { rel: 'prefetch', href: `/${file}`, as: file.endsWith('.css') ? 'style' : 'script', crossorigin: true },
        injectTo: 'body' as const,
      }));
    },
  },
};

export default defineConfig({
  plugins: [react(), signInPath, prefetchShell],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: `http://127.0.0.1:${process.env['PORT'] ?? 3000}` } },
  },
  build: {
    manifest: true, // read by the test of sizes
    target: ['chrome109', 'safari16', 'firefox115'],
    rolldownOptions: {
      input: { index: at('index.html'), login: at('login.html') },
      // The SDK's modules do nothing on import: what needs only its days must not bring its form checks (and Zod) along.
      treeshake: { moduleSideEffects: [{ test: /packages\/sdk\/src\//, sideEffects: false }] },
    },
    chunkSizeWarningLimit: 700,
  },
});
