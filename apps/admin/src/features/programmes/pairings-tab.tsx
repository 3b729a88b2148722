import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.js';
import { PairingTable } from '../../components/pairing/pairing-table.js';
import { LinkButton } from '../../components/link-button.js';
import { manifestOf } from '../../components/programme/manifest.js';
import type { Programme } from './programme-page.js';
import { programmeRoute } from './routes.js';

/** 结对 of the programme. */
export const PairingsTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const search = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const mayPair = useMay('pairing.write') && programme.state === 'enabled' && !programme.missing;
  return (
    <PairingTable
      programme={programme}
      search={search}
      onSearch={(next) => void navigate({ search: { ...next, tab: 'pairings' }, resetScroll: false })}
      tools={
        mayPair && (
          <>
            {manifestOf(programme)?.sides.helper.party !== 'group' && (
              <LinkButton to={`/programmes/${programme.id}/pairings/import`}>{t('importPairings')}</LinkButton>
            )}
            <LinkButton primary to="/pairings/new" search={{ programme: programme.id }}>
              {t('newPairing')}
            </LinkButton>
          </>
        )
      }
    />
  );
};
