import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { ErrorBoundary } from '../../components/error-boundary.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { useProgrammeChoice } from '../../components/programme/chosen-programme.js';
import { ProgrammeSwitch } from '../../components/programme/programme-switch.js';
import './duties.css';
import { DutyMatrix } from './duty-matrix.js';
import { dutiesRoute } from './routes.js';

/** There is no programme whose duties could be shown: why, and what next. */
export const NoProgramme = () => {
  const { t } = useTranslation('duties');
  const isOfficer = useMay('programme.write');
  return (
    <section className="notice-panel">
      <p className="notice-title">{t('noProgramme.text')}</p>
      <p className="notice-text">{t(isOfficer ? 'noProgramme.officer' : 'noProgramme.school')}</p>
      {isOfficer && (
        <p className="notice-actions">
          <AppLink to="/programmes/new">{t('noProgramme.action')}</AppLink>
        </p>
      )}
    </section>
  );
};

/** 履责: what each pair must do in each period, and how far it is. */
export const DutiesScreen = () => {
  const { t } = useTranslation('duties');
  const search = dutiesRoute.useSearch();
  const navigate = dutiesRoute.useNavigate();
  const { programmes, chosen } = useProgrammeChoice(search.programme);
  return (
    <>
      <PageHeader
        title={t('title')}
        marks={
          chosen && (
            <ProgrammeSwitch
              programmes={programmes}
              value={chosen}
              onChange={(programme) => void navigate({ search: { ...search, programme } })}
            />
          )
        }
      />
      {chosen ? (
        <ErrorBoundary resetKey={chosen}>
          <Suspense fallback={<PageSkeleton />}>
            <DutyMatrix key={chosen} programme={chosen} />
          </Suspense>
        </ErrorBoundary>
      ) : (
        <NoProgramme />
      )}
    </>
  );
};
