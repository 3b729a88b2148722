import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readInHandOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { handOverUser } from '../../api/generated/sdk.gen.js';
import { useWrite } from '../../api/write.js';
import { formatInstant } from '../../app/format.js';
import { useMay } from '../../app/session.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { useProblemText } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import { HandOverList } from './hand-over-list.js';
import { handOverRoute } from './routes.js';

/** What an account has in hand in one role, and to whom it goes. */
export const HandOverPage = () => {
  const { t } = useTranslation(['users', 'app']);
  const { id } = handOverRoute.useParams();
  const { assignment } = handOverRoute.useSearch();
  const { data } = useSuspenseQuery(readInHandOptions({ path: { id }, query: assignment ? { assignment } : {} }));
  const navigate = useNavigate();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const may = useMay('user.write');
  const [to, setTo] = useState<string>();
  const send = useWrite({
    send: (colleague: string, headers) =>
      handOverUser({ path: { id }, body: { assignment: data.assignment.id, to: colleague }, headers }),
    changes: ['readInHand'],
    onDone: (sheet) => navigate({ to: '/hand-overs/$id', params: { id: sheet.id } }),
    onProblem: (problem) => void message.error(problem.errors[0]?.message ?? problemText(problem)),
  });
  const needsWriter = data.inHand.drafts.total > 0;
  const chosen = data.colleagues.find((one) => one.id === to);
  return (
    <>
      <PageHeader
        title={t('handOver.title', { name: data.user.name })}
        trail={[{ title: t('list.title'), to: '/users' }]}
        lead={t('handOver.lead')}
      />
      {data.assignments.length > 1 && (
        <nav className="hand-over-roles" aria-label={t('drawer.roles')}>
          {data.assignments.map((held) => (
            <Link
              key={held.id}
              to="/users/$id/hand-over"
              params={{ id }}
              search={{ assignment: held.id }}
              aria-current={held.id === data.assignment.id ? 'page' : undefined}
            >
              {held.organisation.name} · {t(`app:role.${held.role}`)}
            </Link>
          ))}
        </nav>
      )}
      <section className="panel hand-over" aria-label={t('handOver.inHand')}>
        <div className="panel-body">
          <p className="hand-over-role">
            {data.assignment.organisation.name} · {t(`app:role.${data.assignment.role}`)}
          </p>
          <HandOverList content={data.inHand} />
          {may && (
            <div className="hand-over-form">
              <label htmlFor="hand-over-to">{t('handOver.to')}</label>
              <Select
                id="hand-over-to"
                className="hand-over-select"
                value={to}
                placeholder={t('handOver.choose')}
                notFoundContent={t('handOver.nobody')}
                options={data.colleagues.map((one) => ({
                  value: one.id,
                  label: one.name,
                  disabled: needsWriter && !one.mayWrite,
                }))}
                onChange={setTo}
              />
              <ConfirmButton
                type="primary"
                danger={false}
                disabled={!chosen}
                label={t('handOver.submit')}
                title={t('handOver.sure', { from: data.user.name, to: chosen?.name ?? '' })}
                text={t('handOver.effect', {
                  drafts: data.inHand.drafts.total,
                  delegations: data.inHand.delegations.total,
                })}
                onConfirm={() => (chosen ? send.mutateAsync(chosen.id).catch(() => undefined) : undefined)}
              />
            </div>
          )}
        </div>
      </section>
      {data.earlier.length > 0 && (
        <section className="panel hand-over-earlier">
          <div className="panel-body">
            <h2>{t('handOver.earlier')}</h2>
            <ul>
              {data.earlier.map((one) => (
                <li key={one.id}>
                  <Link to="/hand-overs/$id" params={{ id: one.id }}>
                    {t('handOver.earlierTo', { at: formatInstant(one.at), name: one.to })}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        </section>
      )}
    </>
  );
};
