import { useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../../api/client.js';
import { readTeamOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import { withdrawTeam } from '../../../api/generated/sdk.gen.js';
import { formatInstant, formatNumber } from '../../../app/format.js';
import { useIsForOneself } from '../../../app/session.js';
import { AppLink } from '../../../components/app-link.js';
import { useDrawer } from '../../../components/drawer-form/use-drawer.js';
import { Facts } from '../../../components/facts.js';
import { PageHeader } from '../../../components/page-header.js';
import { useProgramme } from '../../../components/programme/programme.js';
import { StatusTag } from '../../../components/status-tag.js';
import { teamRoute } from '../routes.js';
import { Standing } from './own-team.js';
import { ReasonDrawer, type ReasonedAct } from './reason-drawer.js';
import { JoinDrawer } from './sign-up-drawers.js';
import { TeamPeople } from './team-people.js';
import type { Team } from './team-reads.js';
import './teams.css';

const Basics = ({ team }: { team: Team }) => {
  const { t } = useTranslation('programmes');
  const paired = team.pairings.map(({ id, name }) => (
    <li key={id}>
      <AppLink to={`/pairings/${id}`}>{name}</AppLink>
    </li>
  ));
  return (
    <Facts
      facts={[
        [t('teams.number'), formatNumber(team.number)],
        [t('teams.college'), team.place.name],
        [t('teams.leader'), team.leader.name],
        [t('teams.members'), t('teams.people', { count: team.members, n: formatNumber(team.members) })],
        [t('teams.waitingNow'), t('teams.people', { count: team.waiting, n: formatNumber(team.waiting) })],
        ...(paired.length > 0
          ? [
              [
                t('teams.pairedWith'),
                <ul key="paired" className="names">
                  {paired}
                </ul>,
              ] as const,
            ]
          : []),
      ]}
    />
  );
};

const Trail = ({ events }: Pick<Team, 'events'>) => {
  const { t } = useTranslation('programmes');
  return (
    <section className="panel" aria-labelledby="team-trail">
      <div className="panel-head">
        <h2 id="team-trail">{t('teams.page.trail')}</h2>
      </div>
      <ol className="team-trail">
        {events.map(({ act, person, reason, by, at }) => (
          <li key={`${at}${act}${person}`}>
            <span className="muted">
              {formatInstant(at)} {by}
            </span>
            <span>
              {person ? t('teams.page.about', { act: t(`teams.act.${act}`), person }) : t(`teams.act.${act}`)}
              {reason && <span className="team-because">{t('teams.page.because', { reason })}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};

/** One team: who is in it, who waits and for whom, and what happened. */
export const TeamPage = () => {
  const { t } = useTranslation('programmes');
  const { id } = teamRoute.useParams();
  const { data: team } = useSuspenseQuery(readTeamOptions({ path: { id } }));
  const { programme } = useProgramme(team.programme);
  const isForOneself = useIsForOneself();
  const joining = useDrawer<true>();
  const acting = useDrawer<ReasonedAct>();
  const mayAct = programme.state === 'enabled' && !programme.missing;
  const withdraw: ReasonedAct = {
    title: t('teams.withdraw.title', { name: team.name }),
    lead: t('teams.withdraw.lead'),
    submit: t('teams.withdraw.start'),
    done: t('teams.withdraw.done', { name: team.name }),
    draft: `team:withdraw:${team.id}:${team.version}`,
    send: (reason, headers) =>
      withdrawTeam({ path: { id: team.id }, body: { reason }, headers: { ...headers, ...ifMatch(team.version) } }),
  };
  return (
    <>
      <PageHeader
        title={team.name}
        audited={team.id}
        trail={[{ title: programme.title, to: `/programmes/${programme.id}?tab=teams` }]}
        marks={<StatusTag of="team" state={team.state} />}
        lead={`${t('teams.of', { n: formatNumber(team.number) })} · ${team.place.name}`}
        actions={
          mayAct && (
            <>
              {team.mayWithdraw && (
                <Button danger onClick={() => acting.show(withdraw)}>
                  {t('teams.withdraw.start')}
                </Button>
              )}
              {team.mayJoin && team.mine !== 'returned' && (
                <Button type="primary" onClick={() => joining.show(true)}>
                  {t('teams.join.start')}
                </Button>
              )}
            </>
          )
        }
      />
      {isForOneself && team.mine && (
        <section className="panel own-team" aria-labelledby="own-team">
          <div className="panel-head">
            <h2 id="own-team">{t('teams.own.title')}</h2>
            <StatusTag of="teamMember" state={team.mine} />
          </div>
          <div className="team-own">
            <Standing team={team} />
          </div>
        </section>
      )}
      <div className="team-page">
        <div>
          <TeamPeople team={team} mayAct={mayAct} />
          <Trail events={team.events} />
        </div>
        <section className="panel" aria-labelledby="team-basics">
          <div className="panel-head">
            <h2 id="team-basics">{t('teams.page.basics')}</h2>
          </div>
          <div className="panel-body">
            <Basics team={team} />
          </div>
        </section>
      </div>
      <JoinDrawer team={team} open={joining.open} onClose={joining.hide} />
      {acting.about && (
        <ReasonDrawer key={acting.about.draft} act={acting.about} open={acting.open} onClose={acting.hide} />
      )}
    </>
  );
};
