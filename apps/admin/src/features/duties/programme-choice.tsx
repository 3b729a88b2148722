import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { isShown, type ProgrammeBrief } from './chosen-programme.js';

interface ProgrammeChoiceProps {
  readonly programmes: readonly ProgrammeBrief[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Which programme the screen is about: its name where there is only one, else a choice. */
export const ProgrammeChoice = ({ programmes, chosen, onChoose }: ProgrammeChoiceProps) => {
  const { t } = useTranslation('duties');
  const shown = programmes.filter(isShown);
  if (shown.length < 2) return <span className="muted">{shown[0]?.title}</span>;
  return (
    <Select
      className="programme-choice screen-only"
      aria-label={t('programme')}
      value={chosen}
      popupMatchSelectWidth={false}
      options={shown.map(({ id, title }) => ({ value: id, label: title }))}
      onChange={onChoose}
    />
  );
};
