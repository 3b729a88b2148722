import { useTranslation } from 'react-i18next';
import { listTeamsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadWorkbenchResponse } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { AppLink } from '../../components/app-link.js';
import { LinkButton } from '../../components/link-button.js';
import { ownTeams } from '../../components/programme/own-teams.js';
import { StatusTag } from '../../components/status-tag.js';

type Programme = ReadWorkbenchResponse['programmes'][number];

/** How one stands in the teams of a programme; without a standing, the way to sign up. */
const Row = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('workbench');
  const { data } = useList(listTeamsOptions({ path: { id: programme.id }, query: { mine: 'yes', size: 50 } }));
  if (!data) return null;
  const shown = ownTeams(data.rows);
  const tab = { tab: 'teams' };
  const act = t(shown.length > 0 ? 'teams.again' : 'teams.signUp');
  return (
    <li>
      <AppLink to={`/programmes/${programme.id}`} search={tab} className="own-team-programme">
        {programme.title}
      </AppLink>
      <span className="own-team-standing">
        {shown.map(({ id, name, mine }) => (
          <span key={id} className="own-team-one">
            <AppLink to={`/teams/${id}`}>{name}</AppLink>
            {mine && <StatusTag of="teamMember" state={mine} />}
          </span>
        ))}
        {shown.length === 0 && <span className="muted">{t(data.mayFound ? 'teams.open' : 'teams.none')}</span>}
      </span>
      {data.mayFound && (
        <LinkButton
          primary
          to={`/programmes/${programme.id}`}
          search={tab}
          label={t('teams.signUpFor', { act, programme: programme.title })}
        >
          {act}
        </LinkButton>
      )}
    </li>
  );
};

/** 我的小分队: programmes in which one is in a team, waits to be, or may sign up. */
export const OwnTeams = ({ programmes }: { programmes: readonly Programme[] }) => {
  const { t } = useTranslation('workbench');
  return (
    <section className="panel own-teams" aria-labelledby="own-teams">
      <div className="panel-head">
        <h2 id="own-teams">{t('teams.title')}</h2>
      </div>
      <ul>
        {programmes.map((programme) => (
          <Row key={programme.id} programme={programme} />
        ))}
      </ul>
    </section>
  );
};
