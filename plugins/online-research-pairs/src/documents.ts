import { type ProgrammeDocument, schoolSubjects, t } from '@xieshou/sdk';
import { subjectTitle, summed, teachers } from './reports.js';
import type { Settings } from './settings.js';

/** 结对一览表: every pair of teachers, by school and subject. */
const pairList: ProgrammeDocument<Settings> = {
  of: 'programme',
  title: t('教师结对一览表', 'List of paired teachers'),
  purpose: t('全部结对教师，按学校和学科排列。', 'Every pair of teachers, by school and subject.'),
  orientation: 'landscape',
  counts: [],
  parts: (read, { pairings, settings }) => {
    const schools = new Map(pairings.map((g) => [g.id, g]));
    const pairs = teachers(read).filter(({ pairing }) => schools.has(pairing));
    const order = pairings.map(({ id }) => id);
    const subjects = schoolSubjects.map(({ value }) => value as string);
    const sorted = [...pairs].sort(
      (a, b) =>
        order.indexOf(a.pairing) - order.indexOf(b.pairing) || subjects.indexOf(a.kind) - subjects.indexOf(b.kind),
    );
    return [
      {
        kind: 'paragraph',
        text: t(
          `计划结对 ${settings.teachers} 对，已结对 ${pairs.length} 对。`,
          `${settings.teachers} pairs are planned; ${pairs.length} are made.`,
        ),
      },
      {
        kind: 'table',
        columns: [
          { title: t('序号', 'No.'), width: 1.2 },
          { title: t('受援学校', 'Helped school'), width: 3, merge: true },
          { title: t('学科', 'Subject'), width: 2 },
          { title: t('帮扶教师', 'Helping teacher'), width: 4 },
          { title: t('受援教师', 'Helped teacher'), width: 4 },
          { title: t('备注', 'Remarks'), width: 2 },
        ],
        rows: sorted.map((pair, n) => [
          n + 1,
          schools.get(pair.pairing)!.helped.name,
          subjectTitle(pair.kind),
          pair.helper.name,
          pair.helped.name,
          null,
        ]),
      },
      {
        kind: 'signatures',
        lines: [t('学校负责人（签名）：', 'Head of the school (signature): '), t('日期：', 'Date: ')],
      },
    ];
  },
};

/** 附件2: what the records know is filled in, what they do not is left to be written by hand. */
const usage: ProgrammeDocument<Settings> = {
  of: 'programme',
  title: t('网络学习空间应用情况表', 'Use of the learning spaces'),
  purpose: t(
    '附件2：按季度打印，数量取自已确认的记录。',
    'Annex 2, printed for a quarter; its numbers are those of confirmed records.',
  ),
  orientation: 'landscape',
  reads: ['usageSheet'],
  counts: ['friendship', 'wanted.pieces', 'resource.pieces', 'resource.asked', 'research', 'research.minutes'],
  parts: (read, { pairings, settings, programme }) => {
    const sheets = read.records('usageSheet');
    const whole = (value: unknown) => (typeof value === 'number' ? value : null);
    return [
      {
        kind: 'fields',
        rows: [
          [
            {
              label: t('填报单位', 'School'),
              value: [...new Set(pairings.map((g) => g.helper.name))].join('、') || null,
            },
            {
              label: t('统计时段', 'Period'),
              value: t(`${read.period.from} 至 ${read.period.to}`, `${read.period.from} to ${read.period.to}`),
            },
          ],
          [
            { label: t('填表人', 'Compiled by'), value: settings.compiler },
            { label: t('项目', 'Programme'), value: programme.title },
          ],
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: t('结对学校', 'Paired school'), width: 3 },
          { title: t('结对教师', 'Pairs'), total: true },
          { title: t('互认好友', 'Friends'), total: true },
          { title: t('资源需求', 'Asked for'), total: true },
          { title: t('提供资源', 'Given'), total: true },
          { title: t('其中应需求', 'As asked'), total: true },
          { title: t('网络教研', 'Research'), total: true },
          { title: t('教研分钟', 'Minutes'), total: true },
          { title: t('登录次数（空间统计）', 'Logins (by the space)') },
          { title: t('访问次数（空间统计）', 'Visits (by the space)') },
        ],
        rows: pairings.map((g) => {
          const own = new Set(
            teachers(read)
              .filter(({ pairing }) => pairing === g.id)
              .map(({ id }) => id),
          );
          const of = summed(read, own);
          const sheet = sheets.filter(({ pairing }) => pairing === g.id).at(-1);
          return [
            g.helped.name,
            own.size,
            of.records('friendship'),
            of.sum('wanted.pieces'),
            of.sum('resource.pieces'),
            of.sum('resource.asked'),
            of.records('research'),
            of.sum('research.minutes'),
            whole(sheet?.data['logins']),
            whole(sheet?.data['visits']),
          ];
        }),
      },
      { kind: 'blanks', title: t('学校意见', 'Opinion of the school'), lines: 3 },
      {
        kind: 'signatures',
        lines: [
          t('填表人（签名）：', 'Compiled by (signature): '),
          t('学校（盖章）：', 'School (seal): '),
          t('生产装备站签收：', 'Received by the equipment station: '),
        ],
      },
    ];
  },
};

export const documents = { pairList, usage };
