import type { Day } from './days.js';
import { type DutyStanding, type RecordStanding, type Report, report } from './programme.js';
import { type Text, t } from './text.js';

const number = (zh: string, en: string) => ({ title: t(zh, en), kind: 'integer', total: true }) as const;

/**
 * 未达标清单: the pairings that miss something now — overdue, or still open on a day on which it can be done. What is
 * excused is left out. Every programme with duties is asked for it; the words for the sides and the title are its own.
 */
export const belowDuties = (o: {
  readonly title: Text;
  readonly purpose: Text;
  readonly helper: Text;
  readonly helped: Text;
}): Report =>
  report({
    title: o.title,
    purpose: o.purpose,
    columns: {
      helper: { title: o.helper, kind: 'text' },
      helped: { title: o.helped, kind: 'text' },
      overdue: number('逾期项', 'Overdue'),
      open: number('进行中未完成项', 'Open'),
      missing: number('还差次数', 'Missing'),
      claimed: number('待确认次数', 'Unconfirmed'),
    },
    counts: [],
    rows: (read) => {
      const below = read
        .duties()
        .filter((d) => (d.state === 'overdue' || d.state === 'open') && d.remaining > 0 && d.opensOn <= read.today);
      return [...read.pairings(), ...read.inside()]
        .map((pairing) => ({ pairing, own: below.filter((d) => d.pairing === pairing.id) }))
        .filter(({ own }) => own.length > 0)
        .map(({ pairing, own }) => ({
          pairing: pairing.id,
          helper: pairing.helper.name,
          helped: pairing.helped.name,
          overdue: own.filter((d) => d.state === 'overdue').length,
          open: own.filter((d) => d.state === 'open').length,
          missing: own.reduce((sum, d) => sum + d.remaining, 0),
          claimed: own.reduce((sum, d) => sum + d.claimed, 0),
        }));
    },
    chart: { kind: 'bar', by: 'helped', series: ['overdue', 'open'] },
  });

/** Of one pairing: what became of each of its duties, added up. */
interface Filed {
  readonly missing: number;
  readonly waiting: number;
  readonly returned: number;
  readonly filed: number;
  readonly late: number;
  readonly overdue: number;
}

/**
 * What is asked in one period, as its duty counts it. A paper handed in between the last day and the first day of the
 * next period is late for this one as far as something is missing here; otherwise it came too early, and counts nowhere.
 */
const filedFor = (duty: DutyStanding, papers: readonly RecordStanding[], next: Day | undefined): Filed => {
  const after = papers.filter(({ on }) => on >= duty.overdueFrom && (next === undefined || on < next));
  const within = papers.filter(({ on }) => on >= duty.opensOn && on < duty.overdueFrom);
  const givenBack = (of: readonly RecordStanding[]) => of.filter(({ state }) => state === 'returned').length;
  const short = Math.max(0, duty.required - duty.confirmed - duty.claimed);
  const late = Math.min(short, after.length - givenBack(after));
  const returned = givenBack(within) + Math.min(short - late, givenBack(after));
  return {
    missing: Math.max(0, short - late - returned),
    waiting: duty.claimed,
    returned,
    filed: duty.confirmed,
    late,
    // What lies with the bureau is not late on the school's side.
    overdue: duty.state === 'overdue' && short > 0 ? 1 : 0,
  };
};

/**
 * 报备情况: of a paper that each pairing is asked for, how many are missing, handed in, given back and filed in time,
 * filed late, and how many periods are overdue. A form with a duty and a review; each period is counted for itself, as
 * its duty stands, so that papers of one do not make up for another. All of it in numbers, so that the last row adds up.
 */
export const filings = (o: {
  readonly title: Text;
  readonly purpose: Text;
  readonly helper: Text;
  readonly helped: Text;
  /** The form, and so its duty. */
  readonly form: string;
}): Report =>
  report({
    title: o.title,
    purpose: o.purpose,
    columns: {
      helper: { title: o.helper, kind: 'text' },
      helped: { title: o.helped, kind: 'text' },
      missing: number('未报', 'Missing'),
      waiting: number('已报', 'Handed in'),
      returned: number('退回', 'Given back'),
      filed: number('已备案', 'Filed'),
      late: number('逾期报送', 'Filed late'),
      overdue: number('逾期', 'Overdue'),
    },
    counts: [],
    standing: [o.form],
    rows: (read) => {
      const duties = read
        .duties()
        .filter(({ duty }) => duty === o.form)
        .sort((a, b) => (a.opensOn < b.opensOn ? -1 : 1));
      const papers = read.standing(o.form);
      return read.pairings().map(({ id, helper, helped }) => {
        const own = duties.filter(({ pairing }) => pairing === id);
        const mine = papers.filter(({ pairing }) => pairing === id);
        const counts = own.flatMap((duty, n) =>
          duty.state === 'notDue' || duty.state === 'excused' || duty.opensOn > read.today
            ? []
            : [filedFor(duty, mine, own[n + 1]?.opensOn)],
        );
        const sum = (key: keyof Filed) => counts.reduce((total, one) => total + one[key], 0);
        return {
          pairing: id,
          helper: helper.name,
          helped: helped.name,
          missing: sum('missing'),
          waiting: sum('waiting'),
          returned: sum('returned'),
          filed: sum('filed'),
          late: sum('late'),
          overdue: sum('overdue'),
        };
      });
    },
    chart: { kind: 'stackedBar', by: 'helped', series: ['missing', 'waiting', 'returned', 'filed', 'late'] },
    drill: { waiting: o.form, returned: o.form, filed: o.form, late: o.form },
  });
