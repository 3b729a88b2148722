import { useCallback } from 'react';
import type { Language, Text } from '@xieshou/sdk';
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { readLanguage, showLanguage } from './language.js';

type Texts = Record<string, unknown>;

/** Every `<folder>/locale/zh.ts` and `en.ts` is the namespace `<folder>`; it is fetched when a screen first asks for it. */
const files = import.meta.glob<Record<string, Texts>>(['./locale/{zh,en}.ts', '../features/*/locale/{zh,en}.ts']);

const fileOf = (namespace: string, language: string): string =>
  namespace === 'app' ? `./locale/${language}.ts` : `../features/${namespace}/locale/${language}.ts`;

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[fileOf(namespace, language)];
    if (!load) return done(new Error(`There is no locale file for "${namespace}" in "${language}".`), null);
    load().then(
      (module) => done(null, module[language] ?? {}),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  },
};

export const startI18n = async (): Promise<void> => {
  const language = readLanguage();
  showLanguage(language);
  i18next.on('languageChanged', (next) => showLanguage(next as Language));
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: ['zh', 'en'],
      fallbackLng: false,
      ns: ['app'],
      defaultNS: 'app',
      interpolation: { escapeValue: false }, // React escapes
      returnNull: false,
    });
};

/** The language the page is in. */
export const useLanguage = (): Language => useTranslation('app').i18n.language as Language;

/** Picks the page's language from a text of a manifest or of the API. */
export const useText = (): ((text: Text) => string) => {
  const language = useLanguage();
  return useCallback((text) => text[language], [language]);
};
