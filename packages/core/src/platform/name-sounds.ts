import { createRequire } from 'node:module';
import { containing, type Sql, sql } from './database/sql.js';

// Places and schools that are read otherwise than their signs are alone.
const readings = {
  长郡: 'cháng jùn',
  长乐: 'cháng lè',
  乐清: 'yuè qīng',
  乐亭: 'lào tíng',
  单县: 'shàn xiàn',
  蔚县: 'yù xiàn',
  歙县: 'shè xiàn',
  浚县: 'xùn xiàn',
  铅山: 'yán shān',
  大埔: 'dà bù',
  洪洞: 'hóng tóng',
};

let loaded: typeof import('pinyin-pro') | undefined;
/** Loaded with the first name that is written: its dictionary takes time at the start and memory ever after. */
const dictionary = () => {
  if (!loaded) {
    loaded = createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro');
    loaded.customPinyin(readings);
  }
  return loaded;
};

/** The longest syllable: zhuang, chuang, shuang. */
const SYLLABLE = 6;

export interface NameSounds {
  /** 拼音首字母: `hdyx` for 河东一小. */
  readonly name_initials: string;
  /** 全拼: `hedongyixiao`. */
  readonly name_pinyin: string;
}

interface NameOptions {
  /** How many signs the name may have. */
  readonly most: number;
  /** Of a person: the first sign is read as a surname (单 shan, 曾 zeng). */
  readonly person?: boolean;
}

/**
 * What a name is found by besides its signs: written together with it, wherever a name is written. A sign with several
 * readings keeps the likeliest one.
 */
export const nameSounds = (name: string, { most, person = false }: NameOptions): NameSounds => {
  const syllables = dictionary()
    .pinyin(name, { toneType: 'none', type: 'array', v: true, surname: person ? 'head' : 'off' })
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter((syllable) => syllable !== '');
  return {
    name_initials: syllables
      .map((syllable) => syllable[0])
      .join('')
      .slice(0, most),
    name_pinyin: syllables.join('').slice(0, most * SYLLABLE),
  };
};

/** Whether what is typed finds a name: by its signs, or typed in letters, by its initials or the whole of its pinyin. */
export const nameMatches = (
  columns: { readonly key: Sql; readonly initials: Sql; readonly pinyin: Sql },
  typed: string,
): Sql => {
  const signs = containing(typed);
  const letters = typed.toLowerCase().replace(/[\s'’]/g, '');
  if (!/^[a-z0-9]+$/.test(letters)) return sql`${columns.key} like ${signs} escape '\\'`;
  const sounds = containing(letters);
  return sql`(${columns.key} like ${signs} escape '\\' or ${columns.initials} like ${sounds} or ${columns.pinyin} like ${sounds})`;
};
