import { existsSync } from 'node:fs';

const compiled = new URL('./programmes.js', import.meta.url);

/**
 * Lets rules over many rows run in threads, which load the compiled list of programmes. Where the server runs from its
 * sources there is no such file, and they run in the server's own thread.
 */
export const ruleThreads = existsSync(compiled) ? { ruleThreads: { programmes: compiled } } : {};
