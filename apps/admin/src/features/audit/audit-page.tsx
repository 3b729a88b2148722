import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listAuditOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListAuditResponse } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { formatInstant, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { DataView } from '../../components/data-view/data-view.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { ExportButton } from '../../components/export-button.js';
import { OrganisationFilter } from '../../components/organisation/organisation-filter.js';
import { PageHeader } from '../../components/page-header.js';
import './audit.css';
import { ChainPlace } from './chain-place.js';
import { EntryDrawer } from './entry-drawer.js';
import { auditGroups } from './groups.js';
import { auditRoute } from './routes.js';

export type Entry = ListAuditResponse['rows'][number];

const narrowing = ['from', 'to', 'group'] as const;

/** 审计日志: who did what, newest first, narrowed by what stands in the address. */
export const AuditPage = () => {
  const { t } = useTranslation('audit');
  const text = useText();
  const search = auditRoute.useSearch();
  const navigate = auditRoute.useNavigate();
  const shown = useDrawer<Entry>();
  const list = useList(listAuditOptions({ query: search }));
  const { before: _, page: __, size: ___, ...filters } = search;
  const put = (changes: Partial<typeof search>) =>
    void navigate({ search: { ...search, page: undefined, ...changes } });

  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <About about={list.data?.about} onClear={(key) => put({ [key]: undefined, before: undefined })} />
      {search.before && (
        <p className="audit-older" role="status">
          {t('older.here')}
          <Button type="link" onClick={() => put({ before: undefined })}>
            {t('older.newest')}
          </Button>
        </p>
      )}
      <DataView
        title={t('title')}
        list={list}
        search={search}
        onSearch={(next) =>
          // Other filters make another list, which is read from its newest entry on.
          void navigate({
            search: narrowing.some((key) => next[key] !== search[key]) ? { ...next, before: undefined } : next,
          })
        }
        filters={[
          { kind: 'day', key: 'from', title: t('filter.from') },
          { kind: 'day', key: 'to', title: t('filter.to') },
          {
            kind: 'choice',
            key: 'group',
            title: t('filter.group'),
            choices: auditGroups.map((value) => ({ value, title: t(`group.${value}`) })),
          },
        ]}
        tools={
          <>
            <OrganisationFilter
              value={search.organisation}
              onChange={(organisation) => put({ organisation, before: undefined })}
            />
            <ExportButton url="/api/audit" path={{}} query={filters} fileName={`${t('title')}.xlsx`} />
          </>
        }
        columns={[
          {
            key: 'text',
            title: t('field.action'),
            cell: (row) => (
              <Button
                type="link"
                size="small"
                className="audit-open"
                aria-haspopup="dialog"
                onClick={() => shown.show(row)}
              >
                {text(row.text)}
              </Button>
            ),
            brief: true,
          },
          {
            key: 'subject',
            title: t('field.subject'),
            cell: (row) => `${text(row.subject.title)}${row.subject.name ? ` ${row.subject.name}` : ''}`,
            brief: true,
          },
          { key: 'user', title: t('field.user'), cell: (row) => row.user?.name ?? t('platform'), brief: true },
          { key: 'role', title: t('field.role'), cell: (row) => (row.role ? text(row.role) : nothing) },
          { key: 'organisation', title: t('field.organisation'), cell: (row) => row.organisation ?? nothing },
          { key: 'at', title: t('field.at'), cell: (row) => formatInstant(row.at), width: 150, brief: true },
          { key: 'seq', title: t('field.seq'), cell: (row) => <ChainPlace seq={row.seq} />, width: 110 },
        ]}
        rowKey={(row) => row.id}
        empty={{ text: t('empty') }}
      />
      {list.data?.next && (
        <p className="audit-older">
          {t('older.there')}
          <Button onClick={() => put({ before: list.data.next ?? undefined })}>{t('older.go')}</Button>
        </p>
      )}
      {shown.about && (
        <EntryDrawer
          entry={shown.about}
          open={shown.open}
          onClose={shown.hide}
          onNarrow={(to) => {
            shown.hide();
            put({ ...to, before: undefined });
          }}
        />
      )}
    </>
  );
};

/** The one person or thing that the list is about, and the way back to everything. */
const About = ({
  about,
  onClear,
}: {
  about: ListAuditResponse['about'] | undefined;
  onClear: (key: 'user' | 'subject') => void;
}) => {
  const { t } = useTranslation('audit');
  const search = auditRoute.useSearch();
  const keys = (['user', 'subject'] as const).filter((key) => search[key]);
  if (keys.length === 0) return null;
  return (
    <ul className="audit-about">
      {keys.map((key) => (
        <li key={key}>
          {t(`about.${key}`, { name: about?.[key] ?? nothing })}
          <Button type="link" size="small" onClick={() => onClear(key)}>
            {t('about.clear')}
          </Button>
        </li>
      ))}
    </ul>
  );
};
