import { type Report, report } from './programme.js';
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

/**
 * 报备情况: of a paper that each pairing is asked for, how many are missing, handed in, given back and filed, and what is
 * late. A form with a duty and a review; all of it in numbers, so that the last row adds up.
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
      overdue: number('逾期', 'Overdue'),
    },
    counts: [],
    standing: [o.form],
    rows: (read) => {
      const asked = read
        .duties()
        .filter((d) => d.duty === o.form && d.state !== 'notDue' && d.state !== 'excused' && d.opensOn <= read.today);
      const papers = read.standing(o.form);
      return read.pairings().map(({ id, helper, helped }) => {
        const duties = asked.filter((d) => d.pairing === id);
        const count = (state: (typeof papers)[number]['state']) =>
          papers.filter((paper) => paper.pairing === id && paper.state === state).length;
        const [waiting, returned, filed] = [count('claimed'), count('returned'), count('confirmed')];
        const required = duties.reduce((sum, d) => sum + d.required, 0);
        return {
          pairing: id,
          helper: helper.name,
          helped: helped.name,
          missing: Math.max(0, required - waiting - returned - filed),
          waiting,
          returned,
          filed,
          // What lies with the bureau is not late on the school's side.
          overdue: waiting + filed < required ? duties.filter((d) => d.state === 'overdue').length : 0,
        };
      });
    },
    chart: { kind: 'stackedBar', by: 'helped', series: ['missing', 'waiting', 'returned', 'filed'] },
    drill: { waiting: o.form, returned: o.form, filed: o.form },
  });
