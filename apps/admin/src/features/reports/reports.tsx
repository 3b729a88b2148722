import { useSuspenseQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { readProgrammeOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { ErrorBoundary } from '../../components/error-boundary.js';
import { NotFound, PageError } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import { LinkButton } from '../../components/link-button.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { useProgrammeChoice } from '../../components/programme/chosen-programme.js';
import { manifestOf } from '../../components/programme/manifest.js';
import { ProgrammeSwitch } from '../../components/programme/programme-switch.js';
import { ReportScreen } from './report-screen.js';
import './reports.css';
import { reportsRoute } from './routes.js';

const Switch = ({ chosen }: { chosen: string }) => {
  const navigate = reportsRoute.useNavigate();
  const search = reportsRoute.useSearch();
  const { programmes } = useProgrammeChoice(chosen);
  return (
    <ProgrammeSwitch
      programmes={programmes}
      value={chosen}
      // Another programme may have other reports; the days asked for stay.
      onChange={(programme) => void navigate({ search: { ...search, programme, report: undefined } })}
    />
  );
};

const ReportsOf = ({ programme: id }: { programme: string }) => {
  const { t } = useTranslation('reports');
  const text = useText();
  const { report: asked } = reportsRoute.useSearch();
  const choice = <Switch chosen={id} />;
  const { data: programme } = useSuspenseQuery(readProgrammeOptions({ path: { id } }));
  const reports = manifestOf(programme)?.reports ?? [];
  const only = reports.length === 1 ? reports[0]?.key : undefined;
  const report = reports.find(({ key }) => key === (asked ?? only));
  if (report)
    return (
      <ReportScreen
        key={`${id} ${report.key}`}
        programme={programme}
        report={report}
        choice={choice}
        hasOthers={reports.length > 1}
      />
    );
  if (asked && reports.length > 0) return <NotFound />;
  return (
    <>
      <PageHeader
        title={t('title')}
        marks={choice}
        actions={<LinkButton to="/filed-sheets">{t('filed')}</LinkButton>}
      />
      {reports.length === 0 ? (
        <section className="notice-panel">
          <p className="notice-title">{t('none.title')}</p>
          <p className="notice-text">{t(programme.missing ? 'none.missing' : 'none.text')}</p>
        </section>
      ) : (
        <section className="panel" aria-label={t('list')}>
          <ul className="report-list">
            {reports.map(({ key, title, purpose }) => (
              <li key={key}>
                <AppLink to="/reports" search={{ programme: id, report: key }}>
                  {text(title)}
                </AppLink>
                {purpose && <p className="muted">{text(purpose)}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};

/** 统计: the reports a programme describes. */
export const ReportsScreen = () => {
  const { t } = useTranslation('reports');
  const { programme } = reportsRoute.useSearch();
  const { chosen } = useProgrammeChoice(programme);
  if (chosen)
    return (
      <ErrorBoundary resetKey={chosen} shown={PageError}>
        <Suspense fallback={<PageSkeleton />}>
          <ReportsOf key={chosen} programme={chosen} />
        </Suspense>
      </ErrorBoundary>
    );
  return (
    <>
      <PageHeader title={t('title')} />
      <section className="notice-panel">
        <p className="notice-title">{t('noProgramme.title')}</p>
        <p className="notice-text">{t('noProgramme.text')}</p>
      </section>
    </>
  );
};
