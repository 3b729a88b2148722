import { DownOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { today as dayOf } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import {
  readCalendarOptions,
  readLedgerOptions,
  readWorkbenchOptions,
} from '../../api/generated/@tanstack/react-query.gen.js';
import { countOf, fresh, useList } from '../../api/queries.js';
import { formatNumber, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import type { Filter, ListSearch } from '../../components/data-view/column.js';
import { DataCards } from '../../components/data-view/data-cards.js';
import '../../components/data-view/data-view.css';
import { FilterBar } from '../../components/data-view/filter-bar.js';
import { lastPage, withFilters } from '../../components/data-view/pages.js';
import { Pagination } from '../../components/data-view/pagination.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { ExportButton } from '../../components/export-button.js';
import { FileSheet } from '../../components/file-sheet.js';
import { ColumnSettings } from '../../components/kept-list/column-settings.js';
import { isOwnOrder, shownColumns } from '../../components/kept-list/layout.js';
import { type KeptList, useKeptList } from '../../components/kept-list/use-kept-list.js';
import { ViewTabs } from '../../components/kept-list/view-tabs.js';
import { LinkButton } from '../../components/link-button.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { usePhone } from '../../components/use-media.js';
import { NoProgramme } from '../../components/programme/no-programme.js';
import { usePairingChoices } from '../../components/pairing/pairing-choices.js';
import { useProgrammeChoice } from '../../components/programme/chosen-programme.js';
import { useProgramme } from '../../components/programme/programme.js';
import { ProgrammeSwitch } from '../../components/programme/programme-switch.js';
import { cardColumns, columnSettings, type LedgerColumn, type LedgerRow, sumsOf } from './ledger-columns.js';
import { LedgerTable } from './ledger-table.js';
import './ledgers.css';
import { PaperFoot, PaperHead } from './paper.js';
import { ledgersRoute, ledgersSearch } from './routes.js';
import { SealRecords } from './seal-records.js';

type Search = ReturnType<typeof ledgersRoute.useSearch>;

/** Rows on the screen, and on paper, unless chosen otherwise. */
const usualSize = 50;

const useFilters = (programme: string): readonly Filter[] => {
  const { t } = useTranslation('ledgers');
  const pairs = usePairingChoices(programme);
  const choice = (key: string, choices: readonly { value: string; title: string }[]): readonly Filter[] =>
    choices.length > 0 ? [{ kind: 'choice', key, title: t(`filter.${key}`), choices }] : [];
  return [
    ...choice('organisation', pairs.organisations),
    { kind: 'day', key: 'from', title: t('filter.from') },
    { kind: 'day', key: 'to', title: t('filter.to') },
    ...choice(
      'state',
      (['confirmed', 'submitted', 'void'] as const).map((value) => ({ value, title: t(`app:state.record.${value}`) })),
    ),
    ...choice('pairing', pairs.pairings),
  ];
};

const Tabs = ({
  manifest,
  programme,
  chosen,
  search,
}: {
  manifest: ProgrammeManifest;
  programme: string;
  chosen: string;
  search: Search;
}) => {
  const { t } = useTranslation('ledgers');
  const text = useText();
  const { page: _, ...kept } = search;
  return (
    <nav className="ledger-tabs screen-only" aria-label={t('title')}>
      {manifest.ledgers.map(({ key, title }) => (
        <Link
          key={key}
          to="/ledgers"
          search={{ ...kept, programme, ledger: key }}
          className="ledger-tab"
          aria-current={key === chosen ? 'page' : undefined}
          activeOptions={{ exact: true }}
        >
          {text(title)}
        </Link>
      ))}
    </nav>
  );
};

/** The totals row of a phone: below the cards. */
const PageSums = ({ columns, rows }: { columns: readonly LedgerColumn[]; rows: readonly LedgerRow[] }) => {
  const { t } = useTranslation('ledgers');
  const text = useText();
  const sums = sumsOf(columns, rows);
  const summed = columns.filter(({ key }) => sums[key] !== undefined);
  if (summed.length === 0) return null;
  return (
    <p className="ledger-sums">
      {t('pageTotal')}
      {summed.map(({ key, title }) => (
        <span key={key}>
          {text(title)} {formatNumber(sums[key])}
        </span>
      ))}
    </p>
  );
};

/** 批量填报 of the forms behind a ledger, for those who write them: a link, or a menu of several forms. */
const BatchEntry = ({
  programme,
  forms,
  manifest,
}: {
  programme: string;
  forms: readonly string[];
  manifest: ProgrammeManifest;
}) => {
  const { t } = useTranslation('ledgers');
  const text = useText();
  const navigate = useNavigate();
  const isPhone = usePhone();
  const mayWrite = useMay('record.write');
  const { data } = useQuery({ ...readWorkbenchOptions(), enabled: mayWrite });
  const mine = data?.programmes.find(({ id }) => id === programme)?.forms ?? [];
  const offered = manifest.forms.filter(({ key }) => forms.includes(key) && mine.some((form) => form.key === key));
  if (isPhone) return null;
  const [only] = offered;
  if (offered.length === 1 && only)
    return (
      <LinkButton to="/records/batch" search={{ programme, form: only.key }}>
        {t('batch')}
      </LinkButton>
    );
  if (offered.length === 0) return null;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: offered.map(({ key, title }) => ({ key, label: text(title) })),
        onClick: ({ key }) => void navigate({ to: '/records/batch', search: { programme, form: key } }),
      }}
    >
      <Button icon={<DownOutlined aria-hidden />} iconPlacement="end" aria-haspopup="menu">
        {t('batch')}
      </Button>
    </Dropdown>
  );
};

interface LedgerProps {
  readonly manifest: ProgrammeManifest;
  /** Id and title. */
  readonly programme: { readonly id: string; readonly title: string; readonly schoolYear: string };
  readonly ledger: ProgrammeManifest['ledgers'][number];
}

const Ledger = ({ manifest, programme, ledger }: LedgerProps) => {
  const { t } = useTranslation('ledgers');
  const text = useText();
  const isPhone = usePhone();
  const search = ledgersRoute.useSearch();
  const navigate = ledgersRoute.useNavigate();
  const filters = useFilters(programme.id);
  const { programme: _, ledger: __, page, size, ...narrowed } = search;
  const list = useList(
    readLedgerOptions({
      path: { id: programme.id, ledger: ledger.key },
      query: { ...narrowed, ...(page ? { page } : {}), size: size ?? usualSize },
    }),
  );
  const calendar = useQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const { data, error, isPlaceholderData } = list;
  const title = text(ledger.title);
  const titled = (data?.columns ?? []).map((column) => ({ ...column, title: text(column.title) }));
  const kept: KeptList = {
    list: `ledgers/${programme.id}/${ledger.key}`,
    count: ({ programme: _p, ledger: _l, ...query }) =>
      countOf(readLedgerOptions({ path: { id: programme.id, ledger: ledger.key }, query })),
    read: (asked) => ledgersSearch.parse(asked),
  };
  const keeping = useKeptList({
    kept,
    columns: titled,
    search,
    onSearch: (next) => void navigate({ search: next as Search }),
  });
  const { layout } = keeping;
  const columns = shownColumns(data?.columns ?? [], layout);
  const put = (changes: Readonly<Record<string, unknown>>) => void navigate({ search: withFilters(search, changes) });
  const isFiltered = filters.some(({ key }) => (search as ListSearch)[key] !== undefined);
  const clear = () => put(Object.fromEntries(filters.map(({ key }) => [key, undefined])));

  const note = () => {
    if (!data) return '';
    const last = lastPage(data);
    const { from, to } = search;
    return [
      from || to ? t('paper.days', { from: from ?? '…', to: to ?? '…' }) : '',
      search.state === 'confirmed' || search.state === 'void' ? '' : t('paper.waiting'),
      last > 1 ? t('paper.page', { page: data.page, last }) : '',
    ]
      .filter(Boolean)
      .join(' ');
  };

  const body = () => {
    if (!data) return error ? <ErrorPanel error={error} onRetry={() => void list.refetch()} /> : <PageSkeleton />;
    if (data.rows.length === 0)
      return (
        <div className="data-nothing">
          <p>{t(data.page > 1 ? 'app:list.pastEnd' : isFiltered ? 'app:list.noMatch' : 'empty')}</p>
          {data.page > 1 ? (
            <Button onClick={() => put({})}>{t('app:list.firstPage')}</Button>
          ) : isFiltered ? (
            <Button onClick={clear}>{t('app:list.clear')}</Button>
          ) : (
            <Link to="/records" search={{ programme: programme.id }}>
              {t('toRecords')}
            </Link>
          )}
        </div>
      );
    const cards = cardColumns(manifest, ledger.key, data.columns);
    return (
      <>
        {isPhone ? (
          <>
            <DataCards
              title={title}
              columns={cards.map((column) => ({
                key: column.key,
                title: text(column.title),
                brief: true,
                cell: (row: LedgerRow) => row.cells[column.key] ?? nothing,
              }))}
              rows={data.rows.map((row, i) => ({ ...row, at: i }))}
              rowKey={(row) => `${row.record}${row.at}`}
              rowLink={(row) => `/records/${row.record}`}
            />
            <PageSums columns={data.columns} rows={data.rows} />
          </>
        ) : (
          <LedgerTable
            title={title}
            columns={columns}
            rows={data.rows}
            settings={columnSettings(manifest, ledger.key)}
            entry={cards.find(({ key }) => columns.some((column) => column.key === key))?.key ?? columns[0]?.key}
            frozen={layout.frozen}
          />
        )}
        <Pagination
          list={data}
          onPage={(next) => void navigate({ search: { ...search, page: next } })}
          onSize={(next) => put({ size: next })}
        />
      </>
    );
  };

  return (
    <section
      className={`data-view panel ledger${layout.density === 'standard' ? ' loose' : ''}`}
      aria-busy={isPlaceholderData || list.isPending}
      aria-label={title}
    >
      <PaperHead programme={programme.title} ledger={title} today={calendar.data?.today ?? dayOf(new Date())} />
      <ViewTabs keeping={keeping} kept={kept} search={search} />
      <div className="data-head screen-only">
        <FilterBar filters={filters} search={search} onFilter={put} />
        <div className="data-tools">
          <ExportButton
            url="/api/programmes/{id}/ledgers/{ledger}"
            path={{ id: programme.id, ledger: ledger.key }}
            query={{
              ...narrowed,
              // Untouched, it is the official layout with all the columns of the plan.
              ...(isOwnOrder(titled, layout) ? {} : { columns: columns.map(({ key }) => key).join() }),
            }}
            fileName={`${title}.xlsx`}
          />
          <FileSheet
            programme={programme}
            sheet={{ kind: 'ledger', name: ledger.key, filter: narrowed }}
            name={title}
            disabled={!data}
          />
          <BatchEntry programme={programme.id} forms={ledger.from} manifest={manifest} />
          {!isPhone && <ColumnSettings keeping={keeping} columns={titled} />}
          {!isPhone && (
            <Button icon={<PrinterOutlined aria-hidden />} disabled={!data?.rows.length} onClick={() => window.print()}>
              {t('print')}
            </Button>
          )}
        </div>
      </div>
      {body()}
      <PaperFoot note={note()} />
    </section>
  );
};

const Ledgers = ({ id }: { id: string }) => {
  const { t } = useTranslation('ledgers');
  const search = ledgersRoute.useSearch();
  const { programme, manifest } = useProgramme(id);
  const first = manifest?.ledgers[0];
  if (!manifest || !first)
    return (
      <section className="notice-panel">
        <p className="notice-title">{t(manifest ? 'noLedgers' : 'missing')}</p>
        <p className="notice-text">{t(manifest ? 'noLedgersHelp' : 'missingHelp')}</p>
      </section>
    );
  const ledger = manifest.ledgers.find(({ key }) => key === search.ledger) ?? first;
  return (
    <>
      <Tabs manifest={manifest} programme={id} chosen={ledger.key} search={search} />
      <Ledger key={ledger.key} manifest={manifest} programme={programme} ledger={ledger} />
    </>
  );
};

/** 台账: views over the records, in the columns that the plan asks for. */
export const LedgerPage = () => {
  const { t } = useTranslation('ledgers');
  const search = ledgersRoute.useSearch();
  const navigate = ledgersRoute.useNavigate();
  const maySeal = useMay('record.seal');
  const { programmes, chosen } = useProgrammeChoice(search.programme);
  const sealing = programmes.find(({ id, state, missing }) => id === chosen && state === 'enabled' && !missing);
  if (!chosen) return <NoProgramme title={t('title')} />;
  return (
    <div className="ledger-page">
      <PageHeader
        title={t('title')}
        marks={
          <ProgrammeSwitch
            programmes={programmes}
            value={chosen}
            onChange={(programme) => void navigate({ search: { programme, from: search.from, to: search.to } })}
          />
        }
        actions={maySeal && sealing && <SealRecords programme={sealing} />}
      />
      <Ledgers key={chosen} id={chosen} />
    </div>
  );
};
