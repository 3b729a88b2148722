import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../app/format.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { Chart } from '../../components/chart/chart.js';
import { Figures } from '../../components/figures.js';
import { chartOf, drillOf, type ReportTable } from './report-data.js';
import { ReportTableView } from './report-table.js';

interface ReportBodyProps {
  readonly programme: string;
  readonly table: ReportTable;
}

/** Totals, chart, table, and what the numbers rest on. */
export const ReportBody = ({ programme, table }: ReportBodyProps) => {
  const { t } = useTranslation('reports');
  const text = useText();
  const language = useLanguage();
  const inSentence = (words: string) => (language === 'en' ? words.charAt(0).toLowerCase() + words.slice(1) : words);
  const chart = chartOf(table);
  const totals = table.columns.filter(({ total }) => total);

  if (table.rows.length === 0)
    return (
      <section className="notice-panel">
        <p className="notice-title">{t('empty.title')}</p>
        <p className="notice-text">{t('empty.text')}</p>
      </section>
    );
  return (
    <>
      {totals.length > 0 && (
        <Figures
          title={t('totals')}
          figures={totals.map(({ key, title }) => ({
            key,
            name: text(title),
            n: table.totals[key] ?? 0,
            to: drillOf({ programme, table, column: key }),
          }))}
        />
      )}
      {chart && (
        <section className="panel">
          <div className="panel-body">
            <Chart
              title={t('chart', { by: inSentence(text(chart.by)) })}
              kind={chart.kind}
              categories={chart.categories}
              series={chart.series.map(({ title, values }) => ({ name: text(title), values }))}
            />
          </div>
        </section>
      )}
      <ReportTableView programme={programme} table={table} />
      <p className="report-note muted">
        {t('note', { asOf: formatInstant(table.asOf), version: table.settingsVersion })}
      </p>
    </>
  );
};
