import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '../src');
const chinese = /[\u3400-\u9fff\uff00-\uffef]/;

type Texts = { readonly [key: string]: string | Texts };

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

const files = filesBelow(src).filter((path) => /\.tsx?$/.test(path) && !path.includes('/generated/'));
const folders = files
  .filter((path) => path.endsWith('/locale/zh.ts'))
  .map((path) => path.slice(0, -'/locale/zh.ts'.length));
const namespaceOf = (folder: string) => relative(src, folder).split('/').at(-1) ?? '';

const flat = (texts: Texts, above = ''): Record<string, string> =>
  Object.assign(
    {},
    ...Object.entries(texts).map(([key, value]) =>
      typeof value === 'string' ? { [above + key]: value } : flat(value, `${above}${key}.`),
    ),
  ) as Record<string, string>;

const load = async (folder: string, language: 'zh' | 'en'): Promise<Record<string, string>> => {
  const module = (await import(join(folder, `locale/${language}.ts`))) as Record<string, Texts>;
  return flat(module[language] ?? {});
};

/** Comments may speak Chinese, strings may not. */
const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');

const variables = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '').sort((a, b) => a.localeCompare(b));

describe.each(folders.map((folder) => [namespaceOf(folder), folder] as const))('texts of %s', (_name, folder) => {
  it('has the same keys in both languages', async () => {
    const zh = Object.keys(await load(folder, 'zh'));
    // Chinese has one plural form, English two.
    const en = Object.keys(await load(folder, 'en')).filter((key) => !key.endsWith('_one'));
    expect(en.sort()).toEqual(zh.sort());
  });

  it('has a singular beside every English plural', async () => {
    const en = await load(folder, 'en');
    const plurals = Object.keys(en).filter((key) => key.endsWith('_other'));
    expect(plurals.filter((key) => !(key.replace(/_other$/, '_one') in en))).toEqual([]);
  });

  it('has a singular and a plural of every English text that counts', async () => {
    const en = await load(folder, 'en');
    const stems = Object.keys(en)
      .filter((key) => en[key]?.includes('{{count}}'))
      .map((key) => key.replace(/_(one|other)$/, ''));
    expect(stems.filter((stem) => !(`${stem}_one` in en && `${stem}_other` in en))).toEqual([]);
  });

  it('names the same values in both languages', async () => {
    const [zh, en] = [await load(folder, 'zh'), await load(folder, 'en')];
    // A singular may spell its number out; everything else must say the same.
    const differing = Object.keys(zh).filter((key) => {
      const allowed = variables(zh[key] ?? '');
      return !variables(en[key] ?? '').every((name) => allowed.includes(name));
    });
    expect(differing).toEqual([]);
  });

  it('has no Chinese in the English texts and no empty text', async () => {
    const [zh, en] = [await load(folder, 'zh'), await load(folder, 'en')];
    expect(Object.entries(en).filter(([, text]) => chinese.test(text))).toEqual([]);
    expect([...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

describe('source', () => {
  const sources = files
    .filter((path) => !path.includes('/locale/'))
    .map((path) => [relative(src, path), path] as const);

  it.each(sources)('%s has no Chinese outside locale files', (name, path) => {
    // The names of the languages are written in themselves, wherever they stand.
    const allowed = name === 'app/language.ts' ? /'\u4e2d\u6587'/g : /(?!)/g;
    expect(withoutComments(readFileSync(path, 'utf8')).replace(allowed, '').match(chinese)).toBeNull();
  });

  it('uses only keys that exist', async () => {
    const known = new Map<string, Record<string, string>>();
    for (const folder of folders) known.set(namespaceOf(folder), await load(folder, 'zh'));
    const missing = sources.flatMap(([name, path]) => {
      const code = readFileSync(path, 'utf8');
      // A file may hold components of several namespaces: a key without a prefix must stand in one of them.
      const own = [...code.matchAll(/useTranslation\(\[?((?:\s*'[\w-]+',?)+)/g)].flatMap(([, names = '']) =>
        [...names.matchAll(/[\w-]+/g)].map(([word]) => word),
      );
      if (own.length === 0) return [];
      return [...code.matchAll(/\bt\(\s*'([\w.:-]+)'/g)].flatMap(([, key = '']) => {
        const [namespace, word = ''] = key.includes(':') ? key.split(':') : [undefined, key];
        const found = (namespace === undefined ? own : [namespace]).some((space) => {
          const texts = known.get(space) ?? {};
          return word in texts || `${word}_other` in texts;
        });
        return found ? [] : [`${name}: ${key}`];
      });
    });
    expect(missing).toEqual([]);
  });
});
