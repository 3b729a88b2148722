import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ListProgrammesResponse } from '../../api/generated/types.gen.js';
import { StatusTag } from '../../components/status-tag.js';

type Programme = ListProgrammesResponse['rows'][number];

interface ProgrammeChoiceProps {
  readonly programmes: readonly Programme[];
  readonly chosen: Programme;
  readonly onChoose: (id: string) => void;
}

/** Which programme the page shows; a mere name where there is only one. */
export const ProgrammeChoice = ({ programmes, chosen, onChoose }: ProgrammeChoiceProps) => {
  const { t } = useTranslation('pairings');
  return (
    <div className="programme-choice">
      {programmes.length > 1 ? (
        <>
          <label htmlFor="programme-choice">{t('programme')}</label>
          <Select
            id="programme-choice"
            className="programme-choice-select"
            value={chosen.id}
            showSearch={programmes.length > 8 ? { optionFilterProp: 'label' } : false}
            options={programmes.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={onChoose}
          />
        </>
      ) : (
        <>
          <span className="muted">{t('programme')}</span>
          <Link to="/programmes/$id" params={{ id: chosen.id }}>
            {chosen.title}
          </Link>
        </>
      )}
      <StatusTag of="programme" state={chosen.state} />
    </div>
  );
};
