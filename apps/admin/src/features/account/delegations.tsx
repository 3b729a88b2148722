import { useQuery } from '@tanstack/react-query';
import { today } from '@xieshou/sdk';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listColleaguesOptions, listDelegationsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { createDelegation, endDelegation } from '../../api/generated/sdk.gen.js';
import type { CreateDelegationData, ListDelegationsResponse } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useSession } from '../../app/session.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { DateField } from '../../components/date/date-field.js';
import { useProblemText } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import './delegations.css';

type Delegation = ListDelegationsResponse['given'][number];

const List = ({
  title,
  rows,
  onEnd,
}: {
  title: string;
  rows: readonly Delegation[];
  onEnd: (id: string) => unknown;
}) => {
  const { t } = useTranslation(['account', 'app']);
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
      </div>
      <div className="panel-body">
        {rows.length === 0 && <p className="muted">{t('delegations.none')}</p>}
        <ul className="delegations">
          {rows.map((row) => {
            const names = { from: row.from.name, to: row.to.name };
            return (
              <li key={row.id}>
                <span>{t('delegations.whom', names)}</span>
                <span>
                  {row.organisation.name} · {t(`app:role.${row.role}`)}
                </span>
                <span>{t('delegations.days', { startsOn: row.startsOn, endsOn: row.endsOn })}</span>
                <span className={`delegation-${row.state}`}>{t(`delegations.state.${row.state}`)}</span>
                {row.state !== 'over' && (
                  <ConfirmButton
                    type="link"
                    label={t('delegations.end')}
                    title={t('delegations.endTitle', names)}
                    text={t('delegations.endText')}
                    onConfirm={async () => void (await onEnd(row.id))}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
};

/** 委托代理: who acts for me, for whom I act, and a new one. */
export const Delegations = () => {
  const { t } = useTranslation(['account', 'app']);
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { assignment } = useSession();
  const [to, setTo] = useState<string>();
  const [startsOn, setStartsOn] = useState<string | undefined>(today(new Date()));
  const [endsOn, setEndsOn] = useState<string>();
  const { data } = useQuery(listDelegationsOptions());
  const colleagues = useQuery(listColleaguesOptions());
  const tell = (problem: unknown) => {
    const found = asProblem(problem);
    void message.error(found.errors[0]?.message ?? problemText(found));
  };
  const give = useWrite({
    send: (body: CreateDelegationData['body'], headers) => createDelegation({ body, headers }),
    changes: ['listDelegations'],
    onDone: (made) => {
      void message.success(t('delegations.done', { name: made.to.name }));
      setTo(undefined);
      setEndsOn(undefined);
    },
    onProblem: tell,
  });
  const end = useWrite({
    send: (id: string, headers) => endDelegation({ path: { id }, headers }),
    changes: ['listDelegations'],
    onProblem: tell,
  });
  const onEnd = (id: string) => end.mutateAsync(id).catch(() => undefined);

  return (
    <>
      <PageHeader title={t('delegations.title')} lead={t('delegations.lead')} />
      <section className="panel" aria-label={t('delegations.submit')}>
        <div className="panel-body delegation-form">
          {assignment?.delegatedBy ? (
            <p>{t('delegations.acting')}</p>
          ) : (
            <>
              <div>
                <label htmlFor="delegate">{t('delegations.colleague')}</label>
                <Select
                  id="delegate"
                  className="wide-control"
                  placeholder={t('delegations.choose')}
                  value={to ?? null}
                  showSearch={{ optionFilterProp: 'label' }}
                  options={(colleagues.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                  onChange={(next: string | null) => setTo(next ?? undefined)}
                />
              </div>
              <div>
                <label htmlFor="delegate-from">{t('delegations.startsOn')}</label>
                <DateField id="delegate-from" value={startsOn} onChange={setStartsOn} />
              </div>
              <div>
                <label htmlFor="delegate-to">{t('delegations.endsOn')}</label>
                <DateField id="delegate-to" value={endsOn} onChange={setEndsOn} />
              </div>
              <Button
                type="primary"
                disabled={!to || !startsOn || !endsOn}
                loading={give.isPending}
                onClick={() => to && startsOn && endsOn && give.mutate({ to, startsOn, endsOn })}
              >
                {t('delegations.submit')}
              </Button>
            </>
          )}
        </div>
      </section>
      <List title={t('delegations.given')} rows={data?.given ?? []} onEnd={onEnd} />
      <List title={t('delegations.received')} rows={data?.received ?? []} onEnd={onEnd} />
    </>
  );
};
