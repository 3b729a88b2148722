import { formatNumber, formatShare, nothing } from '../../app/format.js';
import type { ReportTable } from './report-data.js';

/** A cell as its column's kind is written. */
export const formatCell = (
  kind: ReportTable['columns'][number]['kind'],
  cell: string | number | null | undefined,
): string => {
  if (cell === null || cell === undefined || cell === '') return nothing;
  if (typeof cell === 'string') return cell;
  return kind === 'share' ? formatShare(cell) : formatNumber(cell);
};
