import { type RecordSnapshot, report, t } from '@xieshou/sdk';
import { names, sides } from './reports.js';
import { isTwinning } from './settings.js';
import { sidesOf } from './words.js';

const kinds: Readonly<Record<string, string>> = { admonished: '告诫', sanctioned: '惩诫' };

/** Which admonition on record a sanction follows; an admonition itself follows none. */
const follows = (notice: RecordSnapshot, own: readonly RecordSnapshot[]): string | null => {
  if (notice.data['kind'] !== 'sanctioned') return null;
  const before = own.findLast(({ data, on }) => data['kind'] === 'admonished' && on < notice.on);
  return before ? `${before.on} 已告诫` : '无告诫记录';
};

/** 先告诫、后惩诫 (方案六 四2): each notice, and whether the order of the two was kept. */
export const noticeOrder = report({
  title: t('告诫惩诫情况', 'Admonitions and sanctions'),
  purpose: t(
    '惩诫之前本校有没有告诫记录；只看所选时间内的记录，请选整个学年。',
    'Whether an admonition is on record before each sanction, within the period: choose the whole school year.',
  ),
  inUse: isTwinning,
  columns: {
    ...sides,
    side: { title: t('对象', 'Side'), kind: 'text' },
    on: { title: t('决定日期', 'Day'), kind: 'text' },
    kind: { title: t('类别', 'Kind'), kind: 'text' },
    document: { title: t('文号', 'Document'), kind: 'text' },
    before: { title: t('此前告诫', 'Admonished before'), kind: 'text' },
  },
  reads: ['helperNotice', 'helpedNotice'],
  counts: [],
  rows: (read) =>
    read.pairings().flatMap((pair) =>
      sidesOf.flatMap(({ value, title }) => {
        const own = read.records(`${value}Notice`).filter(({ pairing }) => pairing === pair.id);
        return own.map((notice) => ({
          ...names(pair),
          side: title.zh,
          on: notice.on,
          kind: kinds[String(notice.data['kind'])] ?? null,
          document: String(notice.data['document']),
          before: follows(notice, own),
        }));
      }),
    ),
});
