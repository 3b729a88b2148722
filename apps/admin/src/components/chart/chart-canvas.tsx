import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendScrollComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartProps } from './chart.js';

register([BarChart, LineChart, GridComponent, LegendScrollComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** Apart in lightness too, so that they differ without colour; patterns (decal) help further. */
const palette = ['#0052d9', '#7fb2ff', '#9a5b00', '#1f7a3a', '#6b4fbb', '#56606e'];

const optionOf = (
  { kind, categories, series, format }: ChartProps,
  { label, fontFamily }: { label: string; fontFamily: string },
): EChartsCoreOption => {
  // Many long names read better beside horizontal bars than turned under vertical ones.
  const isHorizontal = kind !== 'line' && categories.length > 8;
  const names = {
    type: 'category',
    data: categories,
    axisTick: { show: false },
    ...(isHorizontal ? { inverse: true } : {}),
  };
  const numbers = { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#e1e6ed' } } };
  return {
    animation: false,
    color: palette,
    textStyle: { fontFamily },
    aria: { enabled: true, decal: { show: series.length > 1 }, label: { description: label } },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: { type: 'scroll', top: 0, left: 0, icon: 'rect', itemWidth: 12, itemHeight: 12, show: series.length > 1 },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (n: unknown) => format?.(typeof n === 'number' ? n : null) ?? String(n),
    },
    xAxis: isHorizontal ? numbers : names,
    yAxis: isHorizontal ? names : numbers,
    series: series.map(({ name, values }) => ({
      name,
      type: kind === 'line' ? 'line' : 'bar',
      ...(kind === 'stackedBar' ? { stack: 'all' } : {}),
      barMaxWidth: 28,
      data: values,
    })),
  };
};

/** The drawing itself, apart so that the chart library is fetched only where a chart is shown. */
export const ChartCanvas = (props: ChartProps) => {
  const { t } = useTranslation('app');
  const box = useRef<HTMLDivElement>(null);
  const label = t('chart.label', { title: props.title, series: props.series.map(({ name }) => name).join(', ') });
  const rows = props.kind !== 'line' && props.categories.length > 8 ? props.categories.length : 0;

  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    chart.setOption(optionOf(props, { label, fontFamily: getComputedStyle(box.current).fontFamily }));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [props, label]);

  return <div ref={box} className="chart-canvas" style={rows > 0 ? { height: 60 + rows * 26 } : undefined} />;
};
