import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { switchAssignment } from '../../api/generated/sdk.gen.js';
import { useWrite } from '../../api/write.js';
import { keepSession, useSession } from '../../app/session.js';
import { Brand } from '../../components/brand.js';
import { useProblemText } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import './choose-role.css';
import { chooseRoleRoute } from './routes.js';

/** Somebody with several roles says once which one it is; the next sign-in takes it up again. */
export const ChooseRole = () => {
  const { t } = useTranslation(['account', 'app']);
  const { message } = App.useApp();
  const { history } = useRouter();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const { to = '/' } = chooseRoleRoute.useSearch();
  const { assignments } = useSession();
  const choose = useWrite({
    send: (id: string, headers) => switchAssignment({ body: { assignment: id }, headers }),
    onDone: async (session) => {
      await keepSession(queryClient, session);
      history.replace(to);
    },
    onProblem: (problem) => void message.error(problemText(problem)),
  });
  return (
    <main className="forced">
      <p className="forced-brand">
        <Brand />
        {t('app:name')}
      </p>
      <div className="panel">
        <PageHeader title={t('chooseTitle')} lead={t('chooseLead')} />
        <ul className="role-choices">
          {assignments.map(({ id, role, organisation, delegatedBy }) => (
            <li key={id}>
              <Button block loading={choose.isPending && choose.variables === id} onClick={() => choose.mutate(id)}>
                <span className="role-place">{organisation.name}</span>
                <span>
                  {t(`app:role.${role}`)}
                  {delegatedBy && t('app:shell.standsIn', { name: delegatedBy })}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
};
