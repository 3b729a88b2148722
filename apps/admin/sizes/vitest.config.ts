import { defineConfig } from 'vitest/config';
import shared from '../../../vitest.shared.ts';

/** What the built app weighs; apart from the other tests, because it needs the build. */
export default defineConfig({ ...shared, test: { ...shared.test, include: ['sizes/*.size.ts'] } });
