import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listTeamsOptions, readTeamOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import type { ListTeamsResponse } from '../../../api/generated/types.gen.js';
import { useList } from '../../../api/queries.js';
import { formatNumber } from '../../../app/format.js';
import { useSession } from '../../../app/session.js';
import { AppLink } from '../../../components/app-link.js';
import { useDrawer } from '../../../components/drawer-form/use-drawer.js';
import { ErrorPanel } from '../../../components/error-panel.js';
import { PageSkeleton } from '../../../components/page-skeleton.js';
import { ownTeams } from '../../../components/programme/own-teams.js';
import { StatusTag } from '../../../components/status-tag.js';
import { FoundDrawer, JoinDrawer } from './sign-up-drawers.js';
import { ownReturn, type Team } from './team-reads.js';

type Row = ListTeamsResponse['rows'][number];

/** How one stands in a team, with the reason of a return and the way to sign up again. */
export const Standing = ({ team }: { team: Team }) => {
  const { t } = useTranslation('programmes');
  const { user } = useSession();
  const joining = useDrawer<string | undefined>();
  if (!team.mine) return null;
  const reason = ownReturn(team);
  const said = team.people.find(
    ({ person, state }) => person.id === user.person?.id && state === 'returned',
  )?.statement;
  return (
    <>
      <p>{t(`teams.own.text.${team.mine}`)}</p>
      {reason && <p className="team-returned">{t('teams.own.returned', { reason })}</p>}
      {team.mine === 'returned' && team.mayJoin && (
        <p className="team-own-acts">
          <Button type="primary" onClick={() => joining.show(said ?? undefined)}>
            {t('teams.join.again')}
          </Button>
        </p>
      )}
      {team.mine === 'returned' && (
        <JoinDrawer key={joining.about} team={team} said={joining.about} open={joining.open} onClose={joining.hide} />
      )}
    </>
  );
};

const OwnRow = ({ row }: { row: Row }) => {
  const { t } = useTranslation('programmes');
  const { data: team } = useQuery(readTeamOptions({ path: { id: row.id } }));
  return (
    <div className="team-own">
      <p className="team-own-head">
        <AppLink to={`/teams/${row.id}`} className="team-own-name">
          {row.name}
        </AppLink>
        <span className="muted">{t('teams.of', { n: formatNumber(row.number) })}</span>
        {row.mine && <StatusTag of="teamMember" state={row.mine} />}
      </p>
      {team && <Standing team={team} />}
    </div>
  );
};

/** 我的小分队: the team one is in or waits for; else those that returned the sign-up, and founding one. */
export const OwnTeam = ({ programme }: { programme: string }) => {
  const { t } = useTranslation('programmes');
  const list = useList(listTeamsOptions({ path: { id: programme }, query: { mine: 'yes', size: 50 } }));
  const founding = useDrawer<true>();
  if (!list.data)
    return list.error ? <ErrorPanel error={list.error} onRetry={() => void list.refetch()} /> : <PageSkeleton />;
  const { rows, mayFound } = list.data;
  const shown = ownTeams(rows);
  return (
    <section className="panel own-team" aria-labelledby="own-team">
      <div className="panel-head">
        <h2 id="own-team">{t('teams.own.title')}</h2>
      </div>
      {shown.map((row) => (
        <OwnRow key={row.id} row={row} />
      ))}
      {shown.length === 0 && <p className="panel-body">{t(mayFound ? 'teams.own.none' : 'teams.own.closed')}</p>}
      {mayFound && (
        <p className="team-found">
          <Button type={shown.length === 0 ? 'primary' : 'default'} onClick={() => founding.show(true)}>
            {t('teams.found.start')}
          </Button>
        </p>
      )}
      <FoundDrawer programme={programme} open={founding.open} onClose={founding.hide} />
    </section>
  );
};
