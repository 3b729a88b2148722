import { useTranslation } from 'react-i18next';
import { listFiledSheetsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { FiledSheet } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { formatInstant, formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import type { Column, Filter } from '../../components/data-view/column.js';
import { DataView } from '../../components/data-view/data-view.js';
import { PageHeader } from '../../components/page-header.js';
import { useProgrammeChoice } from '../../components/programme/chosen-programme.js';
import { Filing } from './filing.js';
import './filed-sheets.css';
import { filedKinds, filedSheetsRoute } from './routes.js';

const useColumns = (): readonly Column<FiledSheet>[] => {
  const { t } = useTranslation('filed-sheets');
  const text = useText();
  return [
    {
      key: 'title',
      title: t('name'),
      cell: (row) => (
        <>
          {row.title} <Filing sheet={row} />
        </>
      ),
      width: '32%',
      brief: true,
    },
    { key: 'heading', title: t('sheet'), cell: (row) => text(row.heading), width: 140, brief: true },
    { key: 'programme', title: t('programme'), cell: (row) => row.programme.title },
    { key: 'organisation', title: t('organisation'), cell: (row) => row.organisation.name, width: 150, brief: true },
    { key: 'filedBy', title: t('filedBy'), cell: (row) => row.filedBy, width: 90 },
    { key: 'asOf', title: t('asOf'), cell: (row) => formatInstant(row.asOf), width: 140, brief: true },
    { key: 'rowCount', title: t('rowCount'), cell: (row) => formatNumber(row.rowCount), width: 70, align: 'end' },
  ];
};

/** 存档表册: what was filed, latest first. */
export const FiledList = () => {
  const { t } = useTranslation('filed-sheets');
  const search = filedSheetsRoute.useSearch();
  const navigate = filedSheetsRoute.useNavigate();
  const { programmes } = useProgrammeChoice(search.programme);
  const years = [...new Set(programmes.map(({ schoolYear }) => schoolYear))].sort().reverse();
  const filters: readonly Filter[] = [
    {
      kind: 'choice',
      key: 'kind',
      title: t('kind'),
      choices: filedKinds.map((value) => ({ value, title: t(`kinds.${value}`) })),
    },
    {
      kind: 'choice',
      key: 'programme',
      title: t('programme'),
      choices: programmes.map(({ id, title }) => ({ value: id, title })),
    },
    {
      kind: 'choice',
      key: 'schoolYear',
      title: t('schoolYear'),
      choices: years.map((year) => ({ value: year, title: year })),
    },
  ];
  return (
    <>
      <PageHeader title={t('title')} trail={[{ title: t('app:nav.reports'), to: '/reports' }]} />
      <DataView
        title={t('title')}
        list={useList(listFiledSheetsOptions({ query: search }))}
        search={search}
        onSearch={(next) => void navigate({ search: next })}
        filters={filters}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowLink={(row) => `/filed-sheets/${row.id}`}
        empty={{ text: t('empty') }}
      />
    </>
  );
};
