import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readProgrammeOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { AppLink } from '../../components/app-link.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { asManifest } from '../../components/programme/manifest.js';
import { chosenProgramme } from './chosen-programme.js';
import './new-pairing.css';
import { PairForm } from './pair-form.js';
import './pairings.css';
import { ProgrammeChoice } from './programme-choice.js';
import { everyProgramme } from '../../components/programme/chosen-programme.js';
import { newPairingRoute } from './routes.js';

const Pair = ({ id }: { id: string }) => {
  const { data, error, refetch } = useQuery(readProgrammeOptions({ path: { id } }));
  if (!data) return error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />;
  return data.manifest ? <PairForm programme={data} manifest={asManifest(data.manifest)} /> : null;
};

/** 新建结对: pick one of each side, again and again. */
export const NewPairing = () => {
  const { t } = useTranslation('pairings');
  const search = newPairingRoute.useSearch();
  const navigate = newPairingRoute.useNavigate();
  const { data } = useSuspenseQuery(everyProgramme);
  const running = data.rows.filter(({ state, missing }) => state === 'enabled' && !missing);
  const asked = data.rows.find(({ id }) => id === search.programme);
  const programme = asked ?? chosenProgramme(running, undefined);
  const isRunning = running.some(({ id }) => id === programme?.id);
  const to = programme ? `/pairings?programme=${programme.id}` : '/pairings';
  return (
    <>
      <PageHeader title={t('new.title')} trail={[{ title: t('list.title'), to }]} lead={t('new.lead')} />
      {programme && (
        <ProgrammeChoice
          programmes={isRunning ? running : [programme]}
          chosen={programme}
          onChoose={(id) => void navigate({ search: { programme: id }, replace: true })}
        />
      )}
      {programme && isRunning ? (
        <Pair key={programme.id} id={programme.id} />
      ) : (
        <section className="notice-panel">
          <p className="notice-title">{t('new.notRunning')}</p>
          <p className="notice-text">{t('new.notRunningHelp')}</p>
          <p className="notice-actions">
            <AppLink to="/programmes">{t('new.toProgrammes')}</AppLink>
          </p>
        </section>
      )}
    </>
  );
};
