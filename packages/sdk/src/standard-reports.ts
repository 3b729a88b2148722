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
      return read
        .pairings()
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
