import { CoreFoundation1764000000000 } from './1764000000000-core-foundation.js';

/** Every migration, oldest first. */
export const migrations = [CoreFoundation1764000000000];
