import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listOrganisationsOptions, readOrganisationOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { countOf, fresh, useList } from '../../api/queries.js';
import { formatNumber, nothing } from '../../app/format.js';
import { useMay } from '../../app/session.js';
import { DataView } from '../../components/data-view/data-view.js';
import { PageHeader } from '../../components/page-header.js';
import { LinkButton } from '../../components/link-button.js';
import { NewOrganisationDrawer } from './organisation-drawer.js';
import { mayTeach, type Organisation, organisationKinds, ownerships } from './organisation-kinds.js';
import './organisations.css';
import { organisationsRoute, organisationsSearch } from './routes.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';

/** Says that the list shows only what stands below one organisation. */
const useParent = (id: string | undefined) =>
  useQuery({
    ...readOrganisationOptions({ path: { id: id ?? '' } }),
    enabled: id !== undefined,
    staleTime: fresh.rarely,
  }).data;

/** The name, and beside it what one would not guess: what it was called before, and that it is no more. */
const NameCell = ({ row }: { row: Organisation }) => {
  const { t } = useTranslation('organisations');
  const notes = [
    row.formerName && t('list.formerly', { name: row.formerName }),
    row.mergedInto
      ? t('list.mergedInto', { name: row.mergedInto.name })
      : row.closedOn && t('list.closedOn', { day: row.closedOn }),
  ].filter(Boolean);
  return (
    <>
      {row.name}
      {notes.length > 0 && <small className="closed-mark"> {notes.join(' · ')}</small>}
    </>
  );
};

export const OrganisationList = () => {
  const { t } = useTranslation('organisations');
  const search = organisationsRoute.useSearch();
  const navigate = organisationsRoute.useNavigate();
  const mayWrite = useMay('organisation.write');
  const mayImport = useMay('organisation.import');
  const parent = useParent(search.parent);
  const drawer = useDrawer<'new'>();
  const list = useList(listOrganisationsOptions({ query: search }));

  const importButton = mayImport && <LinkButton to="/organisations/import">{t('list.import')}</LinkButton>;
  const empty = () => {
    if (parent)
      return {
        text: t('list.noneBelow', { name: parent.name }),
        action: <Button onClick={() => void navigate({ search: {} })}>{t('list.showAll')}</Button>,
      };
    return { text: t(mayWrite ? 'list.empty' : 'list.emptyRead'), action: importButton || undefined };
  };

  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={
          parent && (
            <>
              {t('list.below', { name: parent.name })}
              <Link
                to="/organisations"
                search={{ ...search, parent: undefined, page: undefined }}
                className="lead-link"
              >
                {t('list.showAll')}
              </Link>
            </>
          )
        }
        actions={
          <>
            {importButton}
            {mayWrite && (
              <Button type="primary" onClick={() => drawer.show('new')}>
                {t('list.add')}
              </Button>
            )}
          </>
        }
      />
      <DataView
        title={t('list.title')}
        list={list}
        search={search}
        onSearch={(next) => void navigate({ search: next })}
        filters={[
          { kind: 'text', key: 'q', title: t('list.q'), placeholder: t('list.qHint') },
          {
            kind: 'choice',
            key: 'kind',
            title: t('field.kind'),
            choices: organisationKinds.map((value) => ({ value, title: t(`kind.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'ownership',
            title: t('field.ownership'),
            choices: ownerships.map((value) => ({ value, title: t(`ownership.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'state',
            title: t('list.state'),
            unset: t('list.states.open'),
            choices: (['closed', 'all'] as const).map((value) => ({ value, title: t(`list.states.${value}`) })),
          },
        ]}
        columns={[
          { key: 'name', title: t('field.name'), cell: (row) => <NameCell row={row} />, sort: 'name', brief: true },
          { key: 'kind', title: t('field.kind'), cell: (row) => t(`kind.${row.kind}`), brief: true },
          {
            key: 'ownership',
            title: t('field.ownership'),
            cell: (row) => (row.ownership ? t(`ownership.${row.ownership}`) : nothing),
          },
          {
            key: 'schoolKind',
            title: t('field.schoolKind'),
            cell: (row) => (row.schoolKind ? t(`schoolKind.${row.schoolKind}`) : nothing),
          },
          { key: 'code', title: t('field.code'), cell: (row) => row.code ?? nothing, sort: 'code' },
          { key: 'parent', title: t('field.parent'), cell: (row) => row.parent?.name ?? nothing, brief: true },
          { key: 'contact', title: t('field.contact'), cell: (row) => row.contact ?? nothing },
          { key: 'phone', title: t('field.phone'), cell: (row) => row.phone ?? nothing },
          {
            key: 'teachers',
            title: t('list.teachers'),
            cell: (row) => formatNumber(mayTeach(row) ? row.teachers : null),
            align: 'end',
          },
        ]}
        kept={{
          list: 'organisations',
          count: (query) => countOf(listOrganisationsOptions({ query })),
          read: (asked) => organisationsSearch.parse(asked),
          workbook: { url: '/api/organisations', query: search, fileName: `${t('list.title')}.xlsx` },
        }}
        rowKey={(row) => row.id}
        rowLink={(row) => `/organisations/${row.id}`}
        empty={empty()}
      />
      <NewOrganisationDrawer open={drawer.open} onClose={drawer.hide} parent={search.parent} />
    </>
  );
};
