import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';
import { ErrorBoundary } from '../error-boundary.js';
import './chart.css';

export interface ChartProps {
  readonly title: string;
  readonly kind: 'bar' | 'stackedBar' | 'line';
  /** What the numbers are about, one each per series. */
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** How a number is written, in the chart's tooltip and in the table. */
  readonly format?: (n: number | null) => string;
}

const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.js')).ChartCanvas }));

/** A chart that is also a table: the button above it shows the same numbers in rows. */
export const Chart = (props: ChartProps) => {
  const { title, categories, series, format = formatNumber } = props;
  const { t } = useTranslation('app');
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <h2>{title}</h2>
        <Button className="screen-only" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t('chart.asChart') : t('chart.asTable')}
        </Button>
      </figcaption>
      {asTable ? (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={title}>
          <table className="chart-table">
            <thead>
              <tr>
                <td />
                {series.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {categories.map((category, i) => (
                <tr key={category}>
                  <th scope="row">{category}</th>
                  {series.map(({ name, values }) => (
                    <td key={name}>{format(values[i] ?? null)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <ErrorBoundary>
          <Suspense fallback={<div className="chart-canvas" role="status" aria-label={t('shell.loading')} />}>
            <ChartCanvas {...props} format={format} />
          </Suspense>
        </ErrorBoundary>
      )}
    </figure>
  );
};
