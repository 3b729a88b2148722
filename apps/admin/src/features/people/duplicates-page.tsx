import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { listDuplicatesOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { mergePeople, tellApart } from '../../api/generated/sdk.gen.js';
import type { ListDuplicatesResponse } from '../../api/generated/types.gen.js';
import { changed, useList } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { useQueryClient } from '@tanstack/react-query';
import { formatNumber, nothing } from '../../app/format.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { Pagination } from '../../components/data-view/pagination.js';
import { ErrorPanel, useProblemText } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import './duplicates.css';
import { personReads } from './person-kinds.js';
import { duplicatesRoute } from './routes.js';

type Pair = ListDuplicatesResponse['rows'][number];
type Compared = Pair['first'];

const rows = ['organisation', 'kind', 'code', 'post', 'subject', 'registeredAt', 'records', 'lastRecorded'] as const;

/** Two registrations side by side, and the two decisions on them. */
const PairPanel = ({ pair }: { pair: Pair }) => {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const { first, second, why } = pair;
  const say = {
    changes: personReads,
    onProblem: (problem: Parameters<typeof problemText>[0]) => {
      void message.error(problem.errors[0]?.message ?? problemText(problem));
      void changed(queryClient, ['listDuplicates']);
    },
  };
  const merge = useWrite({
    ...say,
    send: ({ gone, kept }: { gone: Compared; kept: Compared }, headers) =>
      mergePeople({
        path: { id: gone.id },
        body: { into: kept.id, version: kept.version },
        headers: { ...headers, ...ifMatch(gone.version) },
      }),
    onDone: (kept) => void message.success(t('duplicates.merged', { name: kept.name })),
  });
  const apart = useWrite({
    ...say,
    send: (body: { first: string; second: string }, headers) => tellApart({ body, headers }),
    onDone: () => void message.success(t('duplicates.toldApart')),
  });
  const busy = merge.isPending || apart.isPending;
  const cell = (p: Compared, key: (typeof rows)[number]) => {
    switch (key) {
      case 'organisation':
        return p.organisation.name;
      case 'kind':
        return t(`kind.${p.kind}`);
      case 'registeredAt':
        return p.registeredAt.slice(0, 10);
      case 'records':
        return formatNumber(p.records);
      default:
        return p[key] ?? nothing;
    }
  };
  const keep = (kept: Compared, gone: Compared, which: 'left' | 'right') => (
    <ConfirmButton
      danger={false}
      disabled={busy}
      label={t(`duplicates.keep.${which}`)}
      aria-label={t('duplicates.keepOf', { act: t(`duplicates.keep.${which}`), name: kept.name })}
      title={t('duplicates.askMerge', { name: kept.name })}
      text={t('duplicates.mergeMeans', {
        kept: kept.code ?? kept.organisation.name,
        gone: gone.code ?? gone.organisation.name,
      })}
      onConfirm={() => merge.mutateAsync({ gone, kept }).catch(() => undefined)}
    />
  );
  return (
    <section className="panel pair" aria-label={t('duplicates.pair', { first: first.name, second: second.name })}>
      <div className="panel-head">
        <h2>{first.name}</h2>
        <span className="muted">{why.map((w) => t(`duplicates.why.${w}`)).join(t('app:form.listSeparator'))}</span>
      </div>
      <table className="pair-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('duplicates.left')}</th>
            <th scope="col">{t('duplicates.right')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((key) => {
            const [a, b] = [cell(first, key), cell(second, key)];
            return (
              <tr key={key} className={a === b ? '' : 'differs'}>
                <th scope="row">{t(`compare.${key}`)}</th>
                <td>{a}</td>
                <td>{b}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="pair-actions">
        <Button disabled={busy} onClick={() => apart.mutate({ first: first.id, second: second.id })}>
          {t('duplicates.apart')}
        </Button>
        {keep(first, second, 'left')}
        {keep(second, first, 'right')}
      </div>
    </section>
  );
};

/** 查重: people who may be registered twice. */
export const DuplicatesPage = () => {
  const { t } = useTranslation('people');
  const search = duplicatesRoute.useSearch();
  const navigate = duplicatesRoute.useNavigate();
  const list = useList(listDuplicatesOptions({ query: { size: 10, ...search } }));
  return (
    <>
      <PageHeader
        title={t('duplicates.title')}
        trail={[{ title: t('list.title'), to: '/people' }]}
        lead={t('duplicates.lead')}
      />
      {list.error ? (
        <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <PageSkeleton />
      ) : list.data.rows.length === 0 ? (
        <div className="notice-panel">
          <p className="notice-text">{t('duplicates.none')}</p>
        </div>
      ) : (
        <>
          {list.data.rows.map((pair) => (
            <PairPanel key={`${pair.first.id} ${pair.second.id}`} pair={pair} />
          ))}
          <Pagination
            list={list.data}
            onPage={(page) => void navigate({ search: { ...search, page } })}
            onSize={(size) => void navigate({ search: { ...search, size, page: undefined } })}
          />
        </>
      )}
    </>
  );
};
