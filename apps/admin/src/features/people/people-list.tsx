import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listPeopleOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { countOf, useList } from '../../api/queries.js';
import { nothing } from '../../app/format.js';
import { useMay, useSession } from '../../app/session.js';
import { DataView } from '../../components/data-view/data-view.js';
import { PageHeader } from '../../components/page-header.js';
import { LinkButton } from '../../components/link-button.js';
import { OrganisationFilter } from '../../components/organisation/organisation-filter.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { ChangePersonDrawer, NewPersonDrawer } from './person-drawer.js';
import { type PersonAct, PersonLifeDrawer } from './life-drawers.js';
import { type Person, personKinds } from './person-kinds.js';
import { peopleRoute, peopleSearch } from './routes.js';

/** Whoever works in an office chooses where; a school's own administrator registers people of the school. */
const useOwnPlace = (): string | undefined => {
  const place = useSession().assignment?.organisation;
  return place?.kind === 'school' || place?.kind === 'college' ? place.id : undefined;
};

export const PeopleList = () => {
  const { t } = useTranslation('people');
  const search = peopleRoute.useSearch();
  const navigate = peopleRoute.useNavigate();
  const mayWrite = useMay('person.write');
  const mayImport = useMay('person.import');
  const ownPlace = useOwnPlace();
  const adding = useDrawer<'new'>();
  const changing = useDrawer<Person>();
  const life = useDrawer<{ act: PersonAct; person: Person }>();
  const importButton = mayImport && <LinkButton to="/people/import">{t('list.import')}</LinkButton>;
  const emptyText = search.organisation ? 'list.emptyHere' : mayWrite ? 'list.empty' : 'list.emptyRead';

  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        actions={
          mayWrite && (
            <>
              <LinkButton to="/people/duplicates">{t('duplicates.open')}</LinkButton>
              {importButton}
              <Button type="primary" onClick={() => adding.show('new')}>
                {t('list.add')}
              </Button>
            </>
          )
        }
      />
      <DataView
        title={t('list.title')}
        list={useList(listPeopleOptions({ query: search }))}
        search={search}
        onSearch={(next) => void navigate({ search: next })}
        filters={[
          { kind: 'text', key: 'q', title: t('list.q'), placeholder: t('list.qHint') },
          {
            kind: 'choice',
            key: 'kind',
            title: t('field.kind'),
            choices: personKinds.map((value) => ({ value, title: t(`kind.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'state',
            title: t('list.state'),
            unset: t('list.present'),
            choices: [{ value: 'left', title: t('list.left') }],
          },
        ]}
        tools={
          !ownPlace && (
            <OrganisationFilter
              value={search.organisation}
              onChange={(organisation) => void navigate({ search: { ...search, organisation, page: undefined } })}
            />
          )
        }
        columns={[
          { key: 'name', title: t('field.name'), cell: (row) => row.name, brief: true },
          { key: 'kind', title: t('field.kind'), cell: (row) => t(`kind.${row.kind}`) },
          { key: 'organisation', title: t('field.organisation'), cell: (row) => row.organisation.name, brief: true },
          { key: 'code', title: t('field.code'), cell: (row) => row.code ?? nothing },
          { key: 'post', title: t('field.post'), cell: (row) => row.post ?? nothing, brief: true },
          { key: 'subject', title: t('field.subject'), cell: (row) => row.subject ?? nothing, brief: true },
        ]}
        kept={{
          list: 'people',
          count: (query) => countOf(listPeopleOptions({ query })),
          read: (asked) => peopleSearch.parse(asked),
          workbook: { url: '/api/people', query: search, fileName: `${t('list.title')}.xlsx` },
        }}
        rowKey={(row) => row.id}
        onOpen={mayWrite ? changing.show : undefined}
        empty={{
          text: t(emptyText),
          action: mayWrite && (
            <div className="empty-actions">
              {importButton}
              <Button onClick={() => adding.show('new')}>{t('list.add')}</Button>
            </div>
          ),
        }}
      />
      <NewPersonDrawer open={adding.open} onClose={adding.hide} organisation={search.organisation ?? ownPlace} />
      {changing.about && (
        <ChangePersonDrawer
          open={changing.open}
          onClose={changing.hide}
          person={changing.about}
          acts={changing.about.leftOn !== null ? ['return'] : ownPlace ? ['leave'] : ['transfer', 'leave']}
          onAct={(act, person) => {
            changing.hide();
            life.show({ act, person });
          }}
        />
      )}
      {life.about && <PersonLifeDrawer {...life.about} open={life.open} onClose={life.hide} />}
    </>
  );
};
