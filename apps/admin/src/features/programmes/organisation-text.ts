import { useTranslation } from 'react-i18next';

interface ChosenName {
  readonly name: string;
  readonly subtree: boolean;
}

/** Names shown in a row before the rest is counted. */
const atMost = 3;

/** Chosen organisations in one line: 城关中心校（含所属单位）、第一小学等 5 个单位. */
export const useChosenText = (): ((chosen: readonly ChosenName[]) => string) => {
  const { t } = useTranslation('programmes');
  return (chosen) => {
    const names = chosen
      .slice(0, atMost)
      .map(({ name, subtree }) => (subtree ? t('allSchoolsOf', { name }) : name))
      .join(t('app:form.listSeparator'));
    return chosen.length > atMost ? t('andMore', { names, count: chosen.length }) : names;
  };
};
