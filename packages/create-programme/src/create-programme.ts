import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { identityOf, isId } from './identity.js';
import { dependingOn, listedIn } from './server-list.js';

const template = fileURLToPath(new URL('../template', import.meta.url));
/** Made by tools, and no part of a plugin's sources. */
const made = ['node_modules', 'dist', '.turbo', 'coverage'];

/** Why nothing was made, in a sentence of both languages. */
export class NotCreated extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

const packageNames = (root: string): string[] =>
  ['apps', 'packages', 'plugins', 'tools', 'packages/create-programme']
    .map((group) => join(root, group))
    .filter((group) => existsSync(group))
    .flatMap((group) => readdirSync(group).map((name) => join(group, name, 'package.json')))
    .filter((file) => existsSync(file))
    .map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { name: string }).name);

const checkId = (root: string, id: string | undefined): string => {
  if (id === undefined || id === '')
    throw new NotCreated(
      '缺少项目的编号。请写：npx -y pnpm@12.21.0 create:programme village-choirs',
      'The programme’s id is missing. Write: npx -y pnpm@12.21.0 create:programme village-choirs',
    );
  if (!isId(id))
    throw new NotCreated(
      `“${id}”不能用作编号：请用连字符连接两个以上以字母开头的小写英文单词，不超过 40 个字符，如 village-choirs。`,
      `"${id}" cannot be an id: join two or more lower-case words, each beginning with a letter, by hyphens, at most 40 characters, such as village-choirs.`,
    );
  if (existsSync(join(root, 'plugins', id)))
    throw new NotCreated(
      `plugins/${id} 已经存在，没有改动。请换一个编号，或先移走这个文件夹。`,
      `plugins/${id} exists already and was left as it is. Choose another id, or move that folder away first.`,
    );
  if (packageNames(root).includes(`@xieshou/${id}`))
    throw new NotCreated(
      `已经有名为 @xieshou/${id} 的包，请换一个编号。`,
      `There is a package @xieshou/${id} already: choose another id.`,
    );
  return id;
};

/** Copies the template under the programme's own names. */
const copyTemplate = (to: string, id: string): void => {
  const { zh, en } = identityOf(id);
  cpSync(template, to, { recursive: true, filter: (file) => !made.includes(basename(file)) });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8')
      .replaceAll('laboratory-sharing', id)
      .replaceAll('实验室共享', zh)
      .replaceAll('Laboratory sharing', en)
      // A plugin lies one folder nearer to the root than the template.
      .replaceAll('../../../tsconfig.', '../../tsconfig.')
      .replaceAll('../../../vitest.', '../../vitest.');
    writeFileSync(file, text);
  }
};

/**
 * Makes `plugins/<id>` from the template and adds it to the server's list. All or nothing: what fails leaves the
 * repository as it was. Answers the new folder, from the root.
 * @throws NotCreated where the id, the folder or the server's list is in the way.
 */
export const createProgramme = (o: { readonly root: string; readonly id: string | undefined }): string => {
  const { root } = o;
  const id = checkId(root, o.id);
  const paths = {
    list: join(root, 'apps/server/src/programmes.ts'),
    manifest: join(root, 'apps/server/package.json'),
  };
  const before = { list: readFileSync(paths.list, 'utf8'), manifest: readFileSync(paths.manifest, 'utf8') };
  const list = listedIn(before.list, id);
  if (list === undefined)
    throw new NotCreated(
      'apps/server/src/programmes.ts 已被改得认不出来，没有改动。请恢复成“export const programmes: readonly ProgrammeDefinition[] = […];”再试。',
      'apps/server/src/programmes.ts is not as expected and was left as it is. Give it its line “export const programmes: readonly ProgrammeDefinition[] = […];” and try again.',
    );
  const manifest = dependingOn(before.manifest, id);
  mkdirSync(join(root, 'plugins'), { recursive: true });
  // With a dot in front it is no package of the workspace while it is being made.
  const staging = mkdtempSync(join(root, 'plugins', '.new-'));
  try {
    copyTemplate(join(staging, id), id);
    writeFileSync(paths.list, list);
    writeFileSync(paths.manifest, manifest);
    renameSync(join(staging, id), join(root, 'plugins', id));
  } catch (error) {
    writeFileSync(paths.list, before.list);
    writeFileSync(paths.manifest, before.manifest);
    throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return `plugins/${id}`;
};
