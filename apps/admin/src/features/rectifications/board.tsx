import { useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listPluginsOptions, listRectificationsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListRectificationsResponse } from '../../api/generated/types.gen.js';
import { countOf, fresh, useList } from '../../api/queries.js';
import { nothing } from '../../app/format.js';
import type { Column, Filter } from '../../components/data-view/column.js';
import { DataView } from '../../components/data-view/data-view.js';
import { withFilters } from '../../components/data-view/pages.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { ExportButton } from '../../components/export-button.js';
import { FileSheet } from '../../components/file-sheet.js';
import { Figures } from '../../components/figures.js';
import { PageHeader } from '../../components/page-header.js';
import { usePairingChoices } from '../../components/pairing/pairing-choices.js';
import { chosenProgramme, useProgrammeChoice } from '../../components/programme/chosen-programme.js';
import { asManifest } from '../../components/programme/manifest.js';
import { NoProgramme } from '../../components/programme/no-programme.js';
import { useProgramme } from '../../components/programme/programme.js';
import { ProgrammeSwitch } from '../../components/programme/programme-switch.js';
import { rectified } from '../../components/programme/rectified.js';
import { StatusTag } from '../../components/status-tag.js';
import { DueOn } from './due-on.js';
import { rectificationSearch, rectificationStates } from './filters.js';
import { RaiseDrawer } from '../../components/raise-drawer.js';
import './rectifications.css';
import { rectificationsRoute } from './routes.js';

type Row = ListRectificationsResponse['rows'][number];

const useColumns = (): readonly Column<Row>[] => {
  const { t } = useTranslation('rectifications');
  return [
    {
      key: 'content',
      title: t('content'),
      cell: (row) => <span className="two-lines case-content">{row.content}</span>,
      width: '30%',
      brief: true,
    },
    {
      key: 'organisation',
      title: t('organisation'),
      cell: (row) => row[row.answeredBy].name,
      width: 130,
      brief: true,
    },
    { key: 'dueOn', title: t('dueOn'), cell: (row) => <DueOn row={row} brief />, width: 120, brief: true },
    {
      key: 'state',
      title: t('state'),
      cell: (row) => <StatusTag of="rectification" state={row.state} />,
      width: 110,
      brief: true,
    },
    { key: 'responsible', title: t('responsible'), cell: (row) => row.responsible ?? nothing, width: 90 },
    {
      key: 'inspection',
      title: t('inspection'),
      cell: (row) => <span className="two-lines">{row.inspection ?? nothing}</span>,
    },
  ];
};

const useFilters = (programme: string): readonly Filter[] => {
  const { t } = useTranslation('rectifications');
  const { pairings } = usePairingChoices(programme);
  return [
    {
      kind: 'choice',
      key: 'state',
      title: t('state'),
      choices: rectificationStates.map((value) => ({ value, title: t(`app:state.rectification.${value}`) })),
    },
    { kind: 'choice', key: 'overdue', title: t('late'), choices: [{ value: 'yes', title: t('onlyLate') }] },
    ...(pairings.length > 0
      ? [{ kind: 'choice' as const, key: 'pairing', title: t('pairing'), choices: pairings }]
      : []),
  ];
};

const noCounts = { open: 0, answering: 0, waiting: 0, closed: 0, overdue: 0 };

/** The board of one programme: figures that narrow, then problem by problem, the next deadline first. */
const Board = ({ id, marks }: { id: string; marks: ReactNode }) => {
  const { t } = useTranslation('rectifications');
  const search = rectificationsRoute.useSearch();
  const navigate = rectificationsRoute.useNavigate();
  const { programme, manifest } = useProgramme(id);
  const columns = useColumns();
  const filters = useFilters(id);
  const raising = useDrawer<ListRectificationsResponse['mayRaise']>();
  const { programme: _, page, size, ...narrowed } = search;
  const list = useList(
    listRectificationsOptions({
      path: { id },
      query: { ...narrowed, ...(page ? { page } : {}), ...(size ? { size } : {}) },
    }),
  );
  const counts = list.data?.counts ?? noCounts;
  const mayRaise = list.data?.mayRaise ?? [];
  const put = (changes: Readonly<Record<string, unknown>>) => void navigate({ search: withFilters(search, changes) });
  const raise = () => raising.show(mayRaise);
  return (
    <>
      <PageHeader
        title={t('title')}
        marks={marks}
        actions={
          mayRaise.length > 0 && (
            <Button type="primary" onClick={raise}>
              {t('raise.act')}
            </Button>
          )
        }
      />
      <div className={list.data ? 'case-figures' : 'case-figures awaited'}>
        <Figures
          title={t('figures')}
          figures={[
            ...rectificationStates.map((state) => ({
              key: state,
              name: t(`app:state.rectification.${state}`),
              n: counts[state],
              unit: t('items', { count: counts[state] }),
              filter: {
                isOn: search.state === state,
                onToggle: () => put({ state: search.state === state ? undefined : state }),
              },
            })),
            {
              key: 'overdue',
              name: t('late'),
              n: counts.overdue,
              unit: t('items', { count: counts.overdue }),
              tone: 'bad' as const,
              filter: {
                isOn: search.overdue === 'yes',
                onToggle: () => put({ overdue: search.overdue ? undefined : 'yes' }),
              },
            },
          ]}
        />
      </div>
      <div className="case-board">
        <DataView
          title={t('title')}
          list={list}
          search={search}
          onSearch={(next) => void navigate({ search: next })}
          filters={filters}
          columns={columns}
          kept={{
            list: `rectifications/${id}`,
            count: ({ programme: __, ...query }) => countOf(listRectificationsOptions({ path: { id }, query })),
            read: (asked) => rectificationSearch.parse(asked),
            workbook: {
              url: '/api/programmes/{id}/rectifications',
              path: { id },
              query: narrowed,
              fileName: `${t('title')}.xlsx`,
            },
          }}
          rowKey={(row) => row.id}
          rowLink={(row) => `/rectifications/${row.id}`}
          empty={{
            text: t(mayRaise.length > 0 ? 'empty.raise' : 'empty.look'),
            action: mayRaise.length > 0 && <Button onClick={raise}>{t('raise.act')}</Button>,
          }}
          tools={
            <>
              <ExportButton
                label={t('ledger')}
                url="/api/programmes/{id}/rectifications"
                path={{ id }}
                query={narrowed}
                fileName={`${t('title')}.xlsx`}
              />
              <FileSheet
                programme={programme}
                sheet={{ kind: 'rectification', filter: narrowed }}
                name={t('ledger')}
                disabled={!list.data}
              />
            </>
          }
        />
      </div>
      {raising.about && manifest?.rectification && (
        <RaiseDrawer
          programme={programme.id}
          within={manifest.rectification.within}
          sides={manifest.rectification.raisedBy === 'owner' ? manifest.sides : undefined}
          pairings={raising.about}
          open={raising.open}
          onClose={raising.hide}
        />
      )}
    </>
  );
};

/** 整改: what was found lacking, who puts it right until when, and how far that is. */
export const RectificationBoard = () => {
  const { t } = useTranslation('rectifications');
  const search = rectificationsRoute.useSearch();
  const navigate = rectificationsRoute.useNavigate();
  const { programmes } = useProgrammeChoice(search.programme);
  const { data: plugins } = useSuspenseQuery({ ...listPluginsOptions(), staleTime: fresh.rarely });
  const offered = rectified(programmes, plugins.map(asManifest));
  const chosen = chosenProgramme(offered, search.programme);
  if (!chosen) return <NoProgramme title={t('title')} />;
  return (
    <Board
      key={chosen}
      id={chosen}
      marks={
        <ProgrammeSwitch
          programmes={offered}
          value={chosen}
          onChange={(programme) => void navigate({ search: { programme } })}
        />
      }
    />
  );
};
