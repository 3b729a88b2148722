import { percent, yuan } from '@xieshou/sdk';

/** What stands where there is nothing. */
export const nothing = '—';

const zoned = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** An instant as `2026-11-23 14:05`, in Asia/Shanghai whatever the machine's zone. */
export const formatInstant = (instant: string | null | undefined): string =>
  instant ? zoned.format(new Date(instant)) : nothing;

/** The day of an instant, `2026-11-23`. */
export const formatInstantDay = (instant: string | null | undefined): string => formatInstant(instant).slice(0, 10);

/** `1,234`. */
export const formatNumber = (n: number | null | undefined): string =>
  n === null || n === undefined ? nothing : n.toLocaleString('en-US');

/** Basis points as a percentage: 1250 → `12.5%`. */
export const formatShare = (basisPoints: number | null | undefined): string =>
  basisPoints === null || basisPoints === undefined ? nothing : percent(basisPoints);

/** Fen as yuan with two decimals: 123456 → `1,234.56`. */
export const formatMoney = (fen: number | null | undefined): string =>
  fen === null || fen === undefined ? nothing : yuan(fen);
