import { useTranslation } from 'react-i18next';
import { listOrganisationsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { largestPage, useAllRows } from '../../components/data-view/all-rows.js';
import { OrganisationPicker } from './organisation-picker.js';
import { type Chosen, thoseFor } from './organisation-tree.js';

interface ChoosingOrganisationsProps {
  readonly id: string;
  /** People are paired, not organisations. */
  readonly ofPeople: boolean;
  readonly chosen: readonly Chosen[];
  readonly onChange: (chosen: readonly Chosen[]) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}

/** Every organisation the caller may choose from. */
export const useOrganisations = () =>
  useAllRows((page) => listOrganisationsOptions({ query: { page, size: largestPage } }));

/** The picker over all organisations of the district. */
export const ChoosingOrganisations = ({ ofPeople, ...props }: ChoosingOrganisationsProps) => {
  const { t } = useTranslation('programmes');
  const { rows, more, error, retry } = useOrganisations();
  if (error) return <ErrorPanel error={error} onRetry={retry} />;
  if (!rows)
    return (
      <div className="picker-loading">
        <PageSkeleton />
      </div>
    );
  return (
    <>
      <OrganisationPicker {...props} places={thoseFor(rows, ofPeople)} />
      {more && <p className="field-help">{t('picker.more')}</p>}
    </>
  );
};
