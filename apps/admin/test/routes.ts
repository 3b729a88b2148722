import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A screen of the app, as its feature's `routes.ts` declares it. */
export interface ScreenRoute {
  /** As in the router: `/programmes/$id`. */
  readonly path: string;
  /** The module that draws it, below the app's folder. */
  readonly module: string;
}

const src = join(import.meta.dirname, '../src');

const importOf = (text: string | undefined): string | undefined => /import\('\.\/([^']+)\.js'\)/.exec(text ?? '')?.[1];

const routesOf = (feature: string, code: string): readonly ScreenRoute[] =>
  code
    .split(/createRoute\(/)
    .slice(1)
    .map((text) => {
      const path = /\bpath: '([^']+)'/.exec(text)?.[1];
      // Either loaded on the spot, or by a constant that several routes of the file share.
      const shared = /\bcomponent: (\w+),/.exec(text)?.[1];
      const module = importOf(
        shared ? new RegExp(`const ${shared} = lazyRouteComponent\\(([^;]+);`).exec(code)?.[1] : text,
      );
      if (path === undefined || module === undefined || !/getParentRoute: \(\) => (shellRoute|rootRoute),/.test(text))
        throw new Error(
          `features/${feature}/routes.ts has a route without a plain path, parent or lazy component: ${text}`,
        );
      return { path: path.startsWith('/') ? path : `/${path}`, module: `src/features/${feature}/${module}.tsx` };
    });

/** Every screen of the app. What the tests of sizes and of screens measure themselves by. */
export const screenRoutes = (): readonly ScreenRoute[] =>
  readdirSync(join(src, 'features')).flatMap((feature) => {
    const folder = join(src, 'features', feature);
    return readdirSync(folder)
      .filter((file) => file === 'routes.ts')
      .flatMap((file) => routesOf(feature, readFileSync(join(folder, file), 'utf8')));
  });
