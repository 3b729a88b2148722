import type { Language } from '@xieshou/sdk';

const storedAs = 'xieshou.language';

/** How each language calls itself; shown in either language of the page, hence no locale text. */
export const languageNames: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };

export const htmlLanguage: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** The language chosen before on this machine, else the browser's, else Chinese. */
export const preferredLanguage = (stored: string | null, browser: readonly string[]): Language => {
  if (stored === 'zh' || stored === 'en') return stored;
  const first = browser.find((tag) => /^(zh|en)\b/i.test(tag));
  return first?.toLowerCase().startsWith('en') ? 'en' : 'zh';
};

/** Storage may be switched off by policy: the choice then lasts for the page. */
const storage = (): Storage | null => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};

export const readLanguage = (): Language =>
  preferredLanguage(storage()?.getItem(storedAs) ?? null, navigator.languages);

export const keepLanguage = (language: Language): void => storage()?.setItem(storedAs, language);

export const showLanguage = (language: Language): void => {
  document.documentElement.lang = htmlLanguage[language];
};
