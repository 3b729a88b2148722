import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readProgrammeOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { useMay } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { PageHeader } from '../../components/page-header.js';
import { LinkButton } from '../../components/link-button.js';
import { chosenProgramme } from './chosen-programme.js';
import { PairingTableOf } from '../../components/pairing/pairing-table.js';
import './pairings.css';
import { ProgrammeChoice } from './programme-choice.js';
import { manifestOf } from '../../components/programme/manifest.js';
import { everyProgramme } from '../../components/programme/chosen-programme.js';
import { pairingsRoute, pairingsSearch } from './routes.js';

const NoProgramme = () => {
  const { t } = useTranslation('pairings');
  const isOfficer = useMay('programme.write');
  return (
    <section className="notice-panel">
      <p className="notice-title">{t('noProgramme.title')}</p>
      <p className="notice-text">{t(isOfficer ? 'noProgramme.officer' : 'noProgramme.school')}</p>
      {isOfficer && (
        <p className="notice-actions">
          <AppLink to="/programmes">{t('noProgramme.action')}</AppLink>
        </p>
      )}
    </section>
  );
};

/** The way to the import, where there is one: teams are founded, not imported. */
const ImportLink = ({ id }: { id: string }) => {
  const { t } = useTranslation('pairings');
  const { data } = useQuery(readProgrammeOptions({ path: { id } }));
  const sides = data && manifestOf(data)?.sides;
  if (!sides || sides.helper.party === 'group') return null;
  return <LinkButton to={`/programmes/${id}/pairings/import`}>{t('import')}</LinkButton>;
};

/** 结对 of a programme. */
export const PairingList = () => {
  const { t } = useTranslation('pairings');
  const mayPair = useMay('pairing.write');
  const search = pairingsRoute.useSearch();
  const navigate = pairingsRoute.useNavigate();
  const { data } = useSuspenseQuery(everyProgramme);
  const programme = chosenProgramme(data.rows, search.programme);
  if (!programme)
    return (
      <>
        <PageHeader title={t('list.title')} />
        <NoProgramme />
      </>
    );
  const isOpen = programme.state === 'enabled' && !programme.missing;
  return (
    <>
      <PageHeader title={t('list.title')} />
      <ProgrammeChoice
        programmes={data.rows}
        chosen={programme}
        onChoose={(id) => void navigate({ search: { programme: id } })}
      />
      <PairingTableOf
        id={programme.id}
        search={search}
        read={(asked) => pairingsSearch.parse(asked)}
        onSearch={(next) => void navigate({ search: next })}
        tools={
          mayPair &&
          isOpen && (
            <>
              <ImportLink id={programme.id} />
              <LinkButton primary to="/pairings/new" search={{ programme: programme.id }}>
                {t('new.start')}
              </LinkButton>
            </>
          )
        }
      />
    </>
  );
};
