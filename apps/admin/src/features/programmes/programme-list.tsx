import { useQuery } from '@tanstack/react-query';
import { today } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { listProgrammesOptions, readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh, useList } from '../../api/queries.js';
import type { ListProgrammesResponse } from '../../api/generated/types.gen.js';
import { formatNumber, nothing } from '../../app/format.js';
import { useMay } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { DataView } from '../../components/data-view/data-view.js';
import { ErrorBoundary } from '../../components/error-boundary.js';
import { LinkButton } from '../../components/link-button.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusTag } from '../../components/status-tag.js';
import { Catalogue } from './catalogue.js';
import { MissingMark } from './missing-mark.js';
import { useChosenText } from './organisation-text.js';
import './programmes.css';
import { programmesRoute, programmeStates } from './routes.js';
import { isSeason } from './rollover/season.js';
import { schoolYears } from './school-years.js';

type ProgrammeRow = ListProgrammesResponse['rows'][number];

/** Running programmes, and below them what can be enabled. A school sees only those it takes part in. */
export const ProgrammeList = () => {
  const { t } = useTranslation('programmes');
  const isOfficer = useMay('programme.write');
  const search = programmesRoute.useSearch();
  const navigate = programmesRoute.useNavigate();
  const chosenText = useChosenText();
  const list = useList(listProgrammesOptions({ query: search }));
  const { data: calendar } = useQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const years = calendar ? schoolYears(calendar).reverse() : [];

  const isAtHand = (list.data?.rows ?? []).some((row) => isSeason(row, today(new Date())));

  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t(isOfficer ? 'list.lead' : 'list.leadSchool')}
        actions={isOfficer && <LinkButton to="/programmes/matrix">{t('matrix.title')}</LinkButton>}
      />
      <DataView
        title={t('list.title')}
        list={list}
        search={search}
        onSearch={(next) => void navigate({ search: next })}
        filters={[
          {
            kind: 'choice',
            key: 'schoolYear',
            title: t('schoolYear'),
            choices: years.map((year) => ({ value: year, title: t('inYear', { year }) })),
          },
          {
            kind: 'choice',
            key: 'state',
            title: t('state'),
            choices: programmeStates.map((state) => ({ value: state, title: t(`app:state.programme.${state}`) })),
          },
        ]}
        columns={[
          {
            key: 'title',
            title: t('programme'),
            cell: (row) => row.title,
            brief: true,
          },
          { key: 'schoolYear', title: t('schoolYear'), cell: (row) => row.schoolYear, width: 130 },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => (
              <span className="marks">
                <StatusTag of="programme" state={row.state} />
                {row.missing && <MissingMark />}
              </span>
            ),
            width: 150,
            brief: true,
          },
          {
            key: 'pairings',
            title: t('pairings'),
            cell: (row) => t('pairs', { count: row.pairings, n: formatNumber(row.pairings) }),
            align: 'end',
            width: 110,
            brief: true,
          },
          {
            key: 'organisations',
            title: t('organisations'),
            cell: (row) => chosenText(row.organisations),
            brief: true,
          },
          ...(isOfficer && isAtHand
            ? [
                {
                  key: 'rollover',
                  title: t('rollover.column'),
                  cell: (row: ProgrammeRow) =>
                    row.continued ? (
                      t('rollover.continued')
                    ) : isSeason(row, today(new Date())) ? (
                      <AppLink to={`/programmes/${row.id}/rollover`}>{t('rollover.start')}</AppLink>
                    ) : (
                      nothing
                    ),
                  width: 150,
                  brief: true,
                },
              ]
            : []),
        ]}
        rowKey={(row) => row.id}
        rowLink={(row) => `/programmes/${row.id}`}
        empty={{ text: t(isOfficer ? 'list.empty' : 'list.emptySchool') }}
      />
      {isOfficer && (
        <ErrorBoundary>
          <Catalogue />
        </ErrorBoundary>
      )}
    </>
  );
};
