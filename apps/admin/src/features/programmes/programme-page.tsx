import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { readEndingOptions, readProgrammeOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadProgrammeResponse } from '../../api/generated/types.gen.js';
import { useMay } from '../../app/session.js';
import { ErrorBoundary } from '../../components/error-boundary.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { manifestOf } from '../../components/programme/manifest.js';
import { StatusTag } from '../../components/status-tag.js';
import { MissingMark } from './missing-mark.js';
import { OverviewTab } from './overview-tab.js';
import { PairingsTab } from './pairings-tab.js';
import './programmes.css';
import { RequirementsTab } from './requirements-tab.js';
import { OtherYears, RolloverWay } from './rollover/rollover-way.js';
import { programmeRoute, programmeTabs } from './routes.js';
import { SettingsTab } from './settings-tab.js';

export type Programme = ReadProgrammeResponse;

const tabs = {
  overview: OverviewTab,
  agenda: lazy(() => import('./agenda/agenda-tab.js').then((m) => ({ default: m.AgendaTab }))),
  pairings: PairingsTab,
  registers: lazy(() => import('./registers/registers-tab.js').then((m) => ({ default: m.RegistersTab }))),
  eligible: lazy(() => import('./registers/eligible-tab.js').then((m) => ({ default: m.EligibleTab }))),
  proposals: lazy(() => import('./proposals/proposals-tab.js').then((m) => ({ default: m.ProposalsTab }))),
  teams: lazy(() => import('./teams/teams-tab.js').then((m) => ({ default: m.TeamsTab }))),
  stages: lazy(() => import('./stages/stages-tab.js').then((m) => ({ default: m.StagesTab }))),
  outcomes: lazy(() => import('./outcomes/outcomes-tab.js').then((m) => ({ default: m.OutcomesTab }))),
  documents: lazy(() => import('./documents/documents-tab.js').then((m) => ({ default: m.DocumentsTab }))),
  alerts: lazy(() => import('./alerts/alerts-tab.js').then((m) => ({ default: m.AlertsTab }))),
  settings: SettingsTab,
  requirements: RequirementsTab,
};

/** Tabs that there is something to show on: registers and who qualifies only where the programme knows of them. */
const useTabs = (programme: Programme) => {
  const manifest = manifestOf(programme);
  const mayRead = useMay('register.read');
  const mayReadProposals = useMay('proposal.read');
  const mayReadPairings = useMay('pairing.read');
  const mayReadRecords = useMay('record.read');
  const mayReadOutcomes = useMay('outcome.read');
  const mayReadAlerts = useMay('alert.read');
  const mayReadTeams = useMay('team.read');
  const shown: Partial<Record<(typeof programmeTabs)[number], boolean>> = {
    registers: mayRead && (manifest?.registers.length ?? 0) > 0,
    eligible: mayRead && (manifest?.eligible.length ?? 0) > 0,
    stages: mayReadPairings && (manifest?.stages.length ?? 0) > 0,
    outcomes: mayReadOutcomes && (manifest?.outcomes.length ?? 0) > 0,
    documents: mayReadRecords && manifest !== undefined,
    alerts: mayReadAlerts && manifest?.sides.helped.party === 'person',
    teams: mayReadTeams && manifest?.sides.helper.party === 'group',
    proposals: mayReadProposals && manifest?.match !== undefined,
  };
  return programmeTabs.filter((tab) => shown[tab] ?? true);
};

/** One programme; the open tab stands in the address. */
export const ProgrammePage = () => {
  const { t } = useTranslation('programmes');
  const { id } = programmeRoute.useParams();
  const { tab: asked = 'overview' } = programmeRoute.useSearch();
  const { data: programme } = useSuspenseQuery(readProgrammeOptions({ path: { id } }));
  const { data: ending } = useQuery({ ...readEndingOptions({ path: { id } }), enabled: useMay('programme.write') });
  const offered = useTabs(programme);
  const tab = offered.includes(asked) ? asked : 'overview';
  const Tab = tabs[tab];
  return (
    <>
      <PageHeader
        title={programme.title}
        audited={programme.id}
        trail={[{ title: t('list.title'), to: '/programmes' }]}
        marks={
          <span className="marks">
            <StatusTag of="programme" state={programme.state} />
            {programme.missing && <MissingMark />}
          </span>
        }
        lead={ending && (ending.continues || ending.continuedBy) && <OtherYears ending={ending} />}
        actions={ending && <RolloverWay programme={programme} ending={ending} />}
      />
      {programme.missing && <p className="already">{t('missing.text')}</p>}
      <nav className="tab-links" aria-label={t('tab.label')}>
        <ul>
          {offered.map((name) => (
            <li key={name}>
              <Link
                to="/programmes/$id"
                params={{ id }}
                search={name === 'overview' ? {} : { tab: name }}
                resetScroll={false}
                aria-current={name === tab ? 'page' : undefined}
                className={name === tab ? 'current' : ''}
              >
                {t(`tab.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <ErrorBoundary resetKey={`${id}/${tab}`}>
        <Suspense fallback={<PageSkeleton />}>
          <Tab programme={programme} />
        </Suspense>
      </ErrorBoundary>
    </>
  );
};
