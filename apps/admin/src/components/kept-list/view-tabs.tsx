import { DownOutlined, TeamOutlined } from '@ant-design/icons';
import { useQueries } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { changeView, createView, removeView } from '../../api/generated/sdk.gen.js';
import type { View } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { formatNumber } from '../../app/format.js';
import { useProblemText } from '../error-panel.js';
import { MenuButton } from '../menu-button.js';
import './kept-list.css';
import type { Keeping, KeptList } from './use-kept-list.js';
import { withView } from './view-search.js';
import { ViewName } from './view-name.js';

/** Views whose rows are counted; further ones only say their name. */
const counted = 8;

interface ViewTabsProps {
  readonly keeping: Keeping;
  readonly kept: KeptList;
  readonly search: Readonly<Record<string, unknown>>;
}

/** 视图 above a list: all rows, one's own views, those of the district; and what may be done with the open one. */
export const ViewTabs = ({ keeping, kept, search }: ViewTabsProps) => {
  const { t } = useTranslation('app');
  const { message, modal } = App.useApp();
  const problemText = useProblemText();
  const [naming, setNaming] = useState<'new' | 'rename'>();
  const { views, active, isChanged, layout, standard, settle } = keeping;
  const counts = useQueries({
    queries: views
      .slice(0, counted)
      .map((view) => kept.count({ ...kept.read(withView(search, view.search)), page: 1, size: 1 })),
  });
  const changes = ['listViews'] as const;
  const onProblem = (problem: unknown) => void message.error(problemText(asProblem(problem)));
  const make = useWrite({
    send: ({ name, shared }: { name: string; shared: boolean }, headers) =>
      createView({ body: { list: kept.list, name, shared, search: keeping.search, columns: layout }, headers }),
    changes,
    onDone: ({ id, name }) => {
      settle(id);
      void message.success(t('views.saved', { name }));
    },
  });
  const renew = useWrite({
    send: ({ view, ...body }: { view: View } & Parameters<typeof changeView>[0]['body'], headers) =>
      changeView({ path: { id: view.id }, body, headers: { ...headers, ...ifMatch(view.version) } }),
    changes,
    onDone: ({ id, name }) => {
      settle(id);
      void message.success(t('views.saved', { name }));
    },
  });
  const remove = useWrite({
    send: (view: View, headers) =>
      removeView({ path: { id: view.id }, headers: { ...headers, ...ifMatch(view.version) } }),
    changes,
    onDone: (_answer, view) => {
      settle(undefined);
      void message.success(t('views.removed', { name: view.name }));
    },
    onProblem,
  });
  const askRemove = (view: View) =>
    void modal.confirm({
      title: t('views.removeTitle', { name: view.name }),
      content: t(view.shared ? 'views.removeShared' : 'views.removeOwn'),
      okText: t('views.remove'),
      cancelText: t('form.cancel'),
      okButtonProps: { danger: true },
      focusable: { autoFocusButton: 'cancel' },
      onOk: () => remove.mutate(view),
    });
  const tab = (view: View | undefined, i: number) => {
    const count = counts[i]?.data;
    const isActive = active?.id === view?.id;
    return (
      <button
        key={view?.id ?? ''}
        type="button"
        className="view-tab"
        aria-current={isActive ? 'true' : undefined}
        title={view?.shared ? t('views.sharedBy', { name: view.by }) : undefined}
        onClick={() => keeping.open(view)}
      >
        {view?.shared && <TeamOutlined aria-label={t('views.shared')} />}
        {view?.name ?? t('views.all')}
        {count && (
          <span className="view-count">
            {formatNumber(count.total)}
            {count.more ? '+' : ''}
          </span>
        )}
        {isActive && isChanged && <span className="view-changed">{t('views.changed')}</span>}
      </button>
    );
  };
  const may = active?.mayChange === true;
  const items = [
    { key: 'new', label: t('views.saveAs'), onChoose: () => setNaming('new') },
    ...(active && may && isChanged
      ? [
          {
            key: 'renew',
            label: t('views.renew', { name: active.name }),
            onChoose: () =>
              renew.mutate({ view: active, search: { ...keeping.search }, columns: layout }, { onError: onProblem }),
          },
        ]
      : []),
    ...(active && may ? [{ key: 'rename', label: t('views.rename'), onChoose: () => setNaming('rename') }] : []),
    ...(active
      ? [
          {
            key: 'standard',
            label: t(standard === active.id ? 'views.notStandard' : 'views.standard'),
            onChoose: () => keeping.openWith(standard === active.id ? null : active.id),
          },
        ]
      : []),
    ...(active && may
      ? [{ key: 'remove', label: t('views.remove'), danger: true, onChoose: () => askRemove(active) }]
      : []),
  ];
  return (
    <>
      <div className="view-bar screen-only">
        <nav className="view-tabs" aria-label={t('views.title')}>
          {tab(undefined, -1)}
          {views.map(tab)}
        </nav>
        <MenuButton className="view-menu" groups={[{ items }]}>
          {t('views.title')}
          <DownOutlined aria-hidden />
        </MenuButton>
      </div>
      {active && keeping.gone.length > 0 && (
        <p className="view-gone" role="status">
          {t('views.gone', { name: active.name, what: keeping.gone.join(t('form.listSeparator')) })}
          <Button type="link" size="small" onClick={() => settle(active.id)}>
            {t('views.understood')}
          </Button>
        </p>
      )}
      {naming === 'new' && (
        <ViewName
          title={t('views.saveAs')}
          action={t('views.save')}
          name=""
          shared={false}
          mayShare={keeping.mayShare}
          onSave={(view) => make.mutateAsync(view)}
          onClose={() => setNaming(undefined)}
        />
      )}
      {naming === 'rename' && active && (
        <ViewName
          title={t('views.rename')}
          action={t('views.save')}
          name={active.name}
          shared={active.shared}
          mayShare={keeping.mayShare}
          onSave={(view) => renew.mutateAsync({ view: active, ...view })}
          onClose={() => setNaming(undefined)}
        />
      )}
    </>
  );
};
