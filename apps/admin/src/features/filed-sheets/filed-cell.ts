import { formatNumber, formatShare, nothing } from '../../app/format.js';

/** A cell of a filed sheet as its column is written. */
export const filedCell = (kind: string, cell: string | number | null | undefined): string => {
  if (cell === null || cell === undefined || cell === '') return nothing;
  if (typeof cell === 'string' || kind === 'ordinal') return String(cell);
  return kind === 'share' ? formatShare(cell) : formatNumber(cell);
};
