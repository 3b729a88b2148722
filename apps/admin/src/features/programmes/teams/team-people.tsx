import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../../api/client.js';
import { decideTeamMember, leadTeam, leaveTeam } from '../../../api/generated/sdk.gen.js';
import { useQueryClient } from '@tanstack/react-query';
import { changed } from '../../../api/queries.js';
import { useWrite } from '../../../api/write.js';
import { useSession } from '../../../app/session.js';
import { useDrawer } from '../../../components/drawer-form/use-drawer.js';
import { useProblemText } from '../../../components/error-panel.js';
import { StatusTag } from '../../../components/status-tag.js';
import { usePhone } from '../../../components/use-media.js';
import { ReasonDrawer, type ReasonedAct } from './reason-drawer.js';
import { type Member, type Team, teamReads } from './team-reads.js';

/** Lets somebody through the step that is the caller's. */
const ApproveButton = ({ member, step }: { member: Member; step: 'screen' | 'audit' }) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const isPhone = usePhone();
  const { name } = member.person;
  const approve = useWrite({
    send: (version: number, headers) =>
      decideTeamMember({
        path: { id: member.id },
        body: { decision: 'approve' },
        headers: { ...headers, ...ifMatch(version) },
      }),
    changes: teamReads,
    onDone: () =>
      void message.success(t(step === 'screen' ? 'teams.decide.screened' : 'teams.decide.audited', { name })),
    onProblem: (problem) => {
      void message.error(problemText(problem));
      void changed(queryClient, teamReads);
    },
  });
  return (
    <Button
      type="primary"
      size={isPhone ? 'large' : 'small'}
      loading={approve.isPending}
      aria-label={t(`teams.decide.${step}Of`, { name })}
      onClick={() => approve.mutate(member.version)}
    >
      {t(`teams.decide.${step}`)}
    </Button>
  );
};

/** What may be done about somebody with a reason. */
const useActs = (team: Team) => {
  const { t } = useTranslation('programmes');
  const { user } = useSession();
  const giveBack = (member: Member): ReasonedAct => ({
    title: t('teams.decide.returnOf', { name: member.person.name }),
    lead: t('teams.decide.returnLead'),
    submit: t('teams.decide.return'),
    done: t('teams.decide.returned', { name: member.person.name }),
    draft: `team:return:${member.id}:${member.version}`,
    send: (reason, headers) =>
      decideTeamMember({
        path: { id: member.id },
        body: { decision: 'return', reason },
        headers: { ...headers, ...ifMatch(member.version) },
      }),
  });
  const leaving = (member: Member) => {
    if (member.person.id !== user.person?.id) return 'remove';
    return member.state === 'member' ? 'start' : 'cancel';
  };
  const leave = (member: Member): ReasonedAct => {
    const way = leaving(member);
    const { name } = member.person;
    return {
      title: way === 'remove' ? t('teams.leave.removeOf', { name }) : t(`teams.leave.${way}`),
      lead: t(member.state === 'member' ? 'teams.leave.lead' : 'teams.leave.cancelLead'),
      submit: t(`teams.leave.${way}`),
      done: t('teams.leave.done', { name }),
      draft: `team:leave:${member.id}:${member.version}`,
      send: (reason, headers) =>
        leaveTeam({
          path: { id: member.id },
          body: { reason },
          headers: { ...headers, ...ifMatch(member.version) },
        }),
    };
  };
  const lead = (member: Member): ReasonedAct => ({
    title: t('teams.lead.startOf', { name: member.person.name }),
    lead: t('teams.lead.lead'),
    submit: t('teams.lead.start'),
    done: t('teams.lead.done', { name: member.person.name }),
    draft: `team:lead:${member.id}:${team.version}`,
    send: (reason, headers) =>
      leadTeam({
        path: { id: team.id },
        body: { member: member.id, reason },
        headers: { ...headers, ...ifMatch(team.version) },
      }),
  });
  return { giveBack, leave, lead, leaving };
};

const Days = ({ joinedOn, leftOn }: Pick<Member, 'joinedOn' | 'leftOn'>) => {
  const { t } = useTranslation('programmes');
  if (!joinedOn) return null;
  return (
    <span className="muted">
      {leftOn ? t('teams.page.stayed', { from: joinedOn, to: leftOn }) : t('teams.page.joined', { from: joinedOn })}
    </span>
  );
};

/** Members and those who wait: how they stand, since when, and what may be done. */
export const TeamPeople = ({ team, mayAct }: { team: Team; mayAct: boolean }) => {
  const { t } = useTranslation('programmes');
  const isPhone = usePhone();
  const acting = useDrawer<ReasonedAct>();
  const acts = useActs(team);
  const size = isPhone ? 'large' : 'small';
  return (
    <section className="panel" aria-labelledby="team-people">
      <div className="panel-head">
        <h2 id="team-people">{t('teams.page.people')}</h2>
      </div>
      {team.people.length === 0 && <p className="panel-body muted">{t('teams.page.noPeople')}</p>}
      <ul className="team-people">
        {team.people.map((member) => (
          <li key={member.id}>
            <div className="team-person">
              <strong>{member.person.name}</strong>
              {member.leads && <span className="team-leads">{t('teams.leader')}</span>}
              <StatusTag of="teamMember" state={member.state} />
              <Days {...member} />
            </div>
            {member.statement && <p className="team-statement">{member.statement}</p>}
            {mayAct && (member.decides || member.mayLead || member.mayLeave) && (
              <div className="team-acts">
                {member.decides && (
                  <>
                    <ApproveButton key={`${member.version}${member.decides}`} member={member} step={member.decides} />
                    <Button
                      size={size}
                      danger
                      aria-label={t('teams.decide.returnOf', { name: member.person.name })}
                      onClick={() => acting.show(acts.giveBack(member))}
                    >
                      {t('teams.decide.return')}
                    </Button>
                  </>
                )}
                {member.mayLead && (
                  <Button
                    size={size}
                    aria-label={t('teams.lead.startOf', { name: member.person.name })}
                    onClick={() => acting.show(acts.lead(member))}
                  >
                    {t('teams.lead.start')}
                  </Button>
                )}
                {member.mayLeave && member.state !== 'returned' && (
                  <Button
                    size={size}
                    aria-label={
                      acts.leaving(member) === 'remove'
                        ? t('teams.leave.removeOf', { name: member.person.name })
                        : undefined
                    }
                    onClick={() => acting.show(acts.leave(member))}
                  >
                    {t(`teams.leave.${acts.leaving(member)}`)}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {acting.about && (
        <ReasonDrawer key={acting.about.draft} act={acting.about} open={acting.open} onClose={acting.hide} />
      )}
    </section>
  );
};
