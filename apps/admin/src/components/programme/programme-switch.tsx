import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProgrammeBrief } from './chosen-programme.js';
import './programme-switch.css';

interface ProgrammeSwitchProps {
  readonly programmes: readonly ProgrammeBrief[];
  readonly value: string;
  readonly onChange: (programme: string) => void;
}

/** Beside a page's title: the programme it is about; a choice where there are several. */
export const ProgrammeSwitch = ({ programmes, value, onChange }: ProgrammeSwitchProps) => {
  const { t } = useTranslation('app');
  const named = programmes.find(({ id }) => id === value);
  if (programmes.length < 2) return <span className="muted">{named?.title}</span>;
  return (
    <Select
      aria-label={t('programme.title')}
      className="programme-switch screen-only"
      popupMatchSelectWidth={false}
      value={value}
      options={programmes.map(({ id, title }) => ({ value: id, label: title }))}
      onChange={onChange}
    />
  );
};
