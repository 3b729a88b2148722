import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from './i18n.js';
import { htmlLanguage, keepLanguage, languageNames } from './language.js';

/** The language the page is not in, and the way to it. Sentences of the server are asked for anew. */
export const useOtherLanguage = () => {
  const { i18n } = useTranslation('app');
  const queryClient = useQueryClient();
  const other = useLanguage() === 'zh' ? 'en' : 'zh';
  const choose = async () => {
    keepLanguage(other);
    await i18n.changeLanguage(other);
    await queryClient.invalidateQueries();
  };
  return { other, chooseOther: () => void choose() } as const;
};

/** Offers the other language, in its own name. */
export const LanguageSwitch = () => {
  const { other, chooseOther } = useOtherLanguage();
  return (
    <button type="button" className="top-button" lang={htmlLanguage[other]} onClick={chooseOther}>
      {languageNames[other]}
    </button>
  );
};
