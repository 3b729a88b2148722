import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { htmlLanguage, keepLanguage, languageNames } from './language.js';
import { useLanguage } from './i18n.js';

/** Offers the other language, in its own name. Sentences of the server are asked for anew in it. */
export const LanguageSwitch = () => {
  const { i18n } = useTranslation('app');
  const queryClient = useQueryClient();
  const other = useLanguage() === 'zh' ? 'en' : 'zh';
  const choose = async () => {
    keepLanguage(other);
    await i18n.changeLanguage(other);
    await queryClient.invalidateQueries();
  };
  return (
    <button type="button" className="top-button" lang={htmlLanguage[other]} onClick={() => void choose()}>
      {languageNames[other]}
    </button>
  );
};
