import { useTranslation } from 'react-i18next';
import { listTeamsOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import type { ListTeamsResponse } from '../../../api/generated/types.gen.js';
import { useList } from '../../../api/queries.js';
import { formatNumber, nothing } from '../../../app/format.js';
import { useIsForOneself } from '../../../app/session.js';
import type { Column, Filter } from '../../../components/data-view/column.js';
import { DataView } from '../../../components/data-view/data-view.js';
import { StatusTag } from '../../../components/status-tag.js';
import type { Programme } from '../programme-page.js';
import '../registers/registers.css';
import { programmeRoute, teamStates, teamWaits } from '../routes.js';
import { OwnTeam } from './own-team.js';
import './teams.css';

type Row = ListTeamsResponse['rows'][number];

const useColumns = (isForOneself: boolean): readonly Column<Row>[] => {
  const { t } = useTranslation('programmes');
  const paired: Column<Row> = {
    key: 'paired',
    title: t('teams.pairedWith'),
    cell: ({ pairings }) =>
      pairings.length > 0 ? pairings.map(({ name }) => name).join(t('app:form.listSeparator')) : t('teams.notPaired'),
    brief: true,
  };
  return [
    { key: 'name', title: t('teams.name'), cell: ({ name }) => name, brief: true },
    {
      key: 'number',
      title: t('teams.number'),
      cell: ({ number }) => formatNumber(number),
      align: 'end',
      width: 72,
      brief: true,
    },
    { key: 'college', title: t('teams.college'), cell: ({ place }) => place.name, brief: true },
    { key: 'leader', title: t('teams.leader'), cell: ({ leader }) => leader.name, width: 120, brief: true },
    {
      key: 'members',
      title: t('teams.members'),
      cell: ({ members }) => t('teams.people', { count: members, n: formatNumber(members) }),
      align: 'end',
      width: 96,
      brief: true,
    },
    {
      key: 'waiting',
      title: t('teams.waitingNow'),
      cell: ({ waiting }) =>
        waiting > 0 ? (
          <strong className="team-waiting">{t('teams.people', { count: waiting, n: formatNumber(waiting) })}</strong>
        ) : (
          nothing
        ),
      align: 'end',
      width: 96,
      brief: true,
    },
    // With whom other teams are paired is told only to those who look after them.
    ...(isForOneself ? [] : [paired]),
    {
      key: 'state',
      title: t('teams.state'),
      cell: ({ state }) => <StatusTag of="team" state={state} />,
      width: 120,
      brief: true,
    },
  ];
};

/** 小分队 of the programme: all those one looks after, or one's own and those one may join. */
export const TeamsTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const isForOneself = useIsForOneself();
  const search = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const { page, size, q, waiting } = search;
  const state = isForOneself ? 'open' : search.teamState;
  const list = useList(
    listTeamsOptions({
      path: { id: programme.id },
      query: { page, size, q, state, waiting: isForOneself ? undefined : waiting },
    }),
  );
  const columns = useColumns(isForOneself);
  const named: Filter = { kind: 'text', key: 'q', title: t('teams.find'), placeholder: t('teams.findHint') };
  const filters: readonly Filter[] = [
    {
      kind: 'choice',
      key: 'waiting',
      title: t('teams.waiting'),
      choices: teamWaits.map((value) => ({ value, title: t(`teams.wait.${value}`) })),
    },
    {
      kind: 'choice',
      key: 'teamState',
      title: t('teams.state'),
      choices: teamStates.map((value) => ({ value, title: t(`app:state.team.${value}`) })),
    },
  ];
  return (
    <>
      {isForOneself && <OwnTeam programme={programme.id} />}
      <div className="panel register-bar">
        <p className="register-purpose muted">{t('teams.purpose')}</p>
      </div>
      <DataView
        title={t(isForOneself ? 'teams.listTitle' : 'tab.teams')}
        list={list}
        search={search}
        onSearch={(next) => void navigate({ search: { ...next, tab: 'teams' }, resetScroll: false })}
        filters={isForOneself ? [named] : [named, ...filters]}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `/teams/${id}`}
        empty={{ text: t(isForOneself ? 'teams.emptyOwn' : 'teams.empty') }}
      />
    </>
  );
};
