import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganisationSelect } from './organisation-select.js';

interface OrganisationFilterProps {
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  /** What the organisations of the list are called, where that is known better. */
  readonly title?: string;
}

/** Narrows a list to one organisation; beside the other filters, which know only short lists of choices. */
export const OrganisationFilter = ({ value, onChange, title }: OrganisationFilterProps) => {
  const { t } = useTranslation('app');
  const id = useId();
  return (
    <div className="filter organisation-filter">
      <label htmlFor={id}>{title ?? t('organisation.title')}</label>
      <OrganisationSelect
        id={id}
        className="filter-control"
        value={value}
        onChange={onChange}
        placeholder={t('organisation.any')}
        clearable
      />
    </div>
  );
};
