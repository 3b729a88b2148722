import { writeFileSync } from 'node:fs';
import { api, openApi } from '@xieshou/core';

/** Writes the API's description to a file: `node dist/write-openapi.js <file>`. */
const file = process.argv[2];
if (!file) throw new Error('Say where to write: node dist/write-openapi.js <file>');
writeFileSync(file, `${JSON.stringify(openApi(api), null, 1)}\n`);
