import { identityOf } from './identity.js';

const WIDEST = 120;

/** The server's list of programmes with one more, or nothing where the file is not as it was made. */
export const listedIn = (source: string, id: string): string | undefined => {
  const list = /^(export const programmes: readonly ProgrammeDefinition\[\] = )\[([^\]]*)\];$/m.exec(source);
  const types = source.search(/^import type /m);
  if (!list || types < 0) return undefined;
  const { variable } = identityOf(id);
  const names = [...list[2]!.split(',').map((name) => name.trim()), variable].filter((name) => name !== '');
  const short = `${list[1]}[${names.join(', ')}];`;
  const long = `${list[1]}[\n${names.map((name) => `  ${name},\n`).join('')}];`;
  const listed = source.replace(list[0], () => (short.length > WIDEST ? long : short));
  return `${listed.slice(0, types)}import ${variable} from '@xieshou/${id}';\n${listed.slice(types)}`;
};

/** The server's package with one more dependency. */
export const dependingOn = (source: string, id: string): string => {
  const manifest = JSON.parse(source) as { dependencies: Record<string, string> };
  const dependencies = { ...manifest.dependencies, [`@xieshou/${id}`]: 'workspace:*' };
  const sorted = Object.entries(dependencies).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ ...manifest, dependencies: Object.fromEntries(sorted) }, undefined, 2)}\n`;
};
