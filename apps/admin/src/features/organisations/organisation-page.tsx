import { useSuspenseQuery } from '@tanstack/react-query';
import { DownOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listOrganisationsOptions,
  listPeopleOptions,
  readOrganisationOptions,
} from '../../api/generated/@tanstack/react-query.gen.js';
import { useList } from '../../api/queries.js';
import { formatNumber, nothing } from '../../app/format.js';
import { useMay, useSession } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { DataView } from '../../components/data-view/data-view.js';
import { ErrorBoundary } from '../../components/error-boundary.js';
import { PageHeader } from '../../components/page-header.js';
import { LinkButton } from '../../components/link-button.js';
import { MenuButton } from '../../components/menu-button.js';
import { Events } from './events.js';
import { type LifeAct, LifeDrawer } from './life-drawers.js';
import { ChangeOrganisationDrawer } from './organisation-drawer.js';
import { mayTeach, type Organisation } from './organisation-kinds.js';
import './organisations.css';
import { organisationRoute } from './routes.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';

/** How many of those below are listed on the page itself. */
const shownBelow = 10;

const Facts = ({ organisation }: { organisation: Organisation }) => {
  const { t } = useTranslation('organisations');
  const { kind, ownership, schoolKind, code, parent, contact, phone, teachers, formerName, closedOn, mergedInto } =
    organisation;
  // From one's own organisation upwards only offices of the district see further.
  const mayWrite = useMay('organisation.write');
  const { assignment } = useSession();
  const mayLinkUp = mayWrite || assignment?.organisation.id !== organisation.id;
  const facts: readonly (readonly [string, ReactNode] | false)[] = [
    ['kind', t(`kind.${kind}`)],
    (kind === 'school' || kind === 'college') && ['ownership', ownership ? t(`ownership.${ownership}`) : nothing],
    kind === 'school' && ['schoolKind', schoolKind ? t(`schoolKind.${schoolKind}`) : nothing],
    ['code', code ?? nothing],
    [
      'parent',
      parent === null ? (
        nothing
      ) : mayLinkUp ? (
        <AppLink to={`/organisations/${parent.id}`}>{parent.name}</AppLink>
      ) : (
        parent.name
      ),
    ],
    formerName !== null && ['formerName', formerName],
    closedOn !== null && ['closedOn', closedOn],
    mergedInto !== null && [
      'mergedInto',
      mayLinkUp ? <AppLink to={`/organisations/${mergedInto.id}`}>{mergedInto.name}</AppLink> : mergedInto.name,
    ],
    ['contact', contact ?? nothing],
    ['phone', phone ?? nothing],
    mayTeach(organisation) && ['teachers', t('page.teachers', { count: teachers })],
  ];
  return (
    <section className="panel" aria-labelledby="facts">
      <div className="panel-head">
        <h2 id="facts">{t('page.facts')}</h2>
      </div>
      <dl className="organisation-facts panel-body">
        {facts.flatMap((fact) =>
          fact
            ? [
                <div key={fact[0]}>
                  <dt>{t(`field.${fact[0]}`)}</dt>
                  <dd>{fact[1]}</dd>
                </div>,
              ]
            : [],
        )}
      </dl>
    </section>
  );
};

const counted = (
  t: (key: string, o: Record<string, unknown>) => string,
  key: string,
  { total, more }: { total: number; more: boolean },
) => t(more ? `${key}More` : key, { count: total, total: formatNumber(total) });

const Below = ({ organisation: { id } }: { organisation: Organisation }) => {
  const { t } = useTranslation('organisations');
  const list = useList(listOrganisationsOptions({ query: { parent: id, size: shownBelow } }));
  if (!list.data || list.data.total === 0) return null;
  return (
    <section className="page-section" aria-labelledby="below">
      <div className="section-head">
        <h2 id="below">{counted(t, 'page.below', list.data)}</h2>
        {list.data.total > shownBelow && (
          <AppLink to="/organisations" search={{ parent: id }}>
            {t('page.showBelow')}
          </AppLink>
        )}
      </div>
      <div className="panel">
        <ul className="below">
          {list.data.rows.map((row) => (
            <li key={row.id}>
              <AppLink to={`/organisations/${row.id}`}>{row.name}</AppLink>
              <span className="muted">
                {[
                  row.schoolKind ? t(`schoolKind.${row.schoolKind}`) : t(`kind.${row.kind}`),
                  row.ownership && t(`ownership.${row.ownership}`),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
};

const People = ({ organisation: { id } }: { organisation: Organisation }) => {
  const { t } = useTranslation(['organisations', 'people']);
  const search = organisationRoute.useSearch();
  const navigate = organisationRoute.useNavigate();
  const mayWrite = useMay('person.write');
  const list = useList(listPeopleOptions({ query: { ...search, organisation: id } }));
  const manage = (word: string) => (
    <AppLink to="/people" search={{ organisation: id }}>
      {t(word)}
    </AppLink>
  );
  return (
    <section className="page-section" aria-labelledby="people">
      <div className="section-head">
        <h2 id="people">{list.data && !search.q ? counted(t, 'page.people', list.data) : t('page.peopleTitle')}</h2>
        {mayWrite && list.data && list.data.total > 0 && manage('page.managePeople')}
      </div>
      <DataView
        title={t('page.peopleTitle')}
        list={list}
        search={search}
        onSearch={(next) => void navigate({ search: next })}
        filters={
          search.q || (list.data && list.data.total > 0)
            ? [{ kind: 'text', key: 'q', title: t('page.q'), placeholder: t('page.qHint') }]
            : []
        }
        columns={[
          { key: 'name', title: t('people:field.name'), cell: (row) => row.name, brief: true },
          { key: 'kind', title: t('people:field.kind'), cell: (row) => t(`people:kind.${row.kind}`), brief: true },
          { key: 'code', title: t('people:field.code'), cell: (row) => row.code ?? nothing },
          { key: 'post', title: t('people:field.post'), cell: (row) => row.post ?? nothing, brief: true },
          { key: 'subject', title: t('people:field.subject'), cell: (row) => row.subject ?? nothing, brief: true },
        ]}
        rowKey={(row) => row.id}
        empty={{ text: t('page.noPeople'), action: mayWrite && manage('page.addPeople') }}
      />
    </section>
  );
};

/** One organisation: its facts, what stands below it, its people. */
export const OrganisationPage = () => {
  const { t } = useTranslation('organisations');
  const { id } = organisationRoute.useParams();
  const { data: organisation } = useSuspenseQuery(readOrganisationOptions({ path: { id } }));
  const mayWrite = useMay('organisation.write');
  const mayReadPeople = useMay('person.read');
  const mayReadUsers = useMay('user.read');
  const drawer = useDrawer<Organisation>();
  const life = useDrawer<{ act: LifeAct; organisation: Organisation }>();
  const navigate = organisationRoute.useNavigate();
  const act = (key: LifeAct, danger = false) => ({
    key,
    label: t(`${key}.open`),
    danger,
    onChoose: () => life.show({ act: key, organisation }),
  });
  const merge = {
    key: 'merge',
    label: t('merge.open'),
    danger: true,
    onChoose: () => void navigate({ to: '/organisations/$id/merge', params: { id }, search: {} }),
  };
  const acts =
    organisation.closedOn === null
      ? [act('rename'), act('move'), merge, act('close', true)]
      : organisation.mergedInto === null
        ? [act('reopen')]
        : [];
  return (
    <>
      <PageHeader
        title={organisation.name}
        audited={organisation.id}
        trail={[{ title: t('list.title'), to: '/organisations' }]}
        actions={
          <>
            {mayReadUsers && (
              <LinkButton to="/users" search={{ organisation: id }}>
                {t('page.accounts')}
              </LinkButton>
            )}
            {mayWrite && organisation.kind !== 'bureau' && acts.length > 0 && (
              <MenuButton className="link-button life-button" groups={[{ items: acts }]}>
                {t('page.more')}
                <DownOutlined aria-hidden />
              </MenuButton>
            )}
            {mayWrite && organisation.closedOn === null && (
              <Button type="primary" onClick={() => drawer.show(organisation)}>
                {t('page.edit')}
              </Button>
            )}
          </>
        }
      />
      <Facts organisation={organisation} />
      <ErrorBoundary>
        <Events id={id} />
      </ErrorBoundary>
      {organisation.kind !== 'school' && (
        <ErrorBoundary>
          <Below organisation={organisation} />
        </ErrorBoundary>
      )}
      {mayReadPeople && (
        <ErrorBoundary>
          <People organisation={organisation} />
        </ErrorBoundary>
      )}
      {life.about && <LifeDrawer {...life.about} open={life.open} onClose={life.hide} />}
      {drawer.about && (
        <ChangeOrganisationDrawer open={drawer.open} onClose={drawer.hide} organisation={drawer.about} />
      )}
    </>
  );
};
