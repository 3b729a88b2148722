import type { RemindResponse } from '../../api/generated/types.gen.js';
import type { Standing } from './matrix.js';

/** Most cells the API takes in one call. */
const mostPerCall = 500;

type Cell = Pick<Standing, 'pairing' | 'duty' | 'period'>;

/** The oldest period first: of several periods of one duty it is the one to be reminded of. */
export const reminderCalls = (standings: readonly Standing[]): readonly (readonly Cell[])[] => {
  const ordered = [...standings].sort((a, b) => (a.column.period.from < b.column.period.from ? -1 : 1));
  const cells = ordered.map(({ pairing, duty, period }) => ({ pairing, duty, period }));
  return Array.from({ length: Math.ceil(cells.length / mostPerCall) }, (_, i) =>
    cells.slice(i * mostPerCall, (i + 1) * mostPerCall),
  );
};

export interface Skipped {
  readonly standing: Standing;
  /** `null`: another period of the same duty was reminded of in this very act, and one reminder a week is the limit. */
  readonly reason: RemindResponse['skipped'][number]['reason'] | null;
}

export interface ReminderResult {
  readonly sent: number;
  readonly skipped: readonly Skipped[];
}

/** What became of the selected cells, put together over all calls. */
export const reminderResult = (standings: readonly Standing[], answers: readonly RemindResponse[]): ReminderResult => {
  const found = new Map(standings.map((s) => [s.key, s]));
  const skipped = answers
    .flatMap((answer) => answer.skipped)
    .flatMap(({ pairing, duty, period, reason }) => {
      const standing = found.get(`${pairing} ${duty} ${period}`);
      return standing ? [{ standing, reason }] : [];
    });
  const left = new Set(skipped.map(({ standing }) => standing.key));
  const dutyOf = ({ pairing, duty }: Standing) => `${pairing} ${duty}`;
  const remindedNow = new Set(standings.filter(({ key }) => !left.has(key)).map(dutyOf));
  return {
    sent: answers.reduce((sum, answer) => sum + answer.sent, 0),
    skipped: skipped.map(({ standing, reason }) => ({
      standing,
      reason: remindedNow.has(dutyOf(standing)) && standing.isBelow ? null : reason,
    })),
  };
};
