import {
  type DocumentBlock,
  type DocumentPairing,
  type ProgrammeDocument,
  type Reader,
  schoolSubjects,
  t,
} from '@xieshou/sdk';
import { subjectTitle, summed, teachers } from './reports.js';
import type { Settings } from './settings.js';

/** How many pairs there are of those that are planned; more are noticed, and nobody is turned away. */
const againstPlan = (planned: number, made: number) => {
  const [zh, en] =
    made > planned
      ? [`，超出计划 ${made - planned} 对，请核对`, `, ${made - planned} more than planned: please check`]
      : made < planned
        ? [`，还差 ${planned - made} 对`, `, ${planned - made} to go`]
        : ['', ''];
  return t(`计划结对 ${planned} 对，已结对 ${made} 对${zh}。`, `${planned} pairs are planned; ${made} are made${en}.`);
};

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
        text: againstPlan(settings.teachers, pairs.length),
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

/** Pairs that have ever been friends in the school year up to today: who are friends stay so, whatever the quarter. */
const friends = (read: Reader, pairs: ReadonlySet<string>) =>
  new Set(
    read
      .duties()
      .filter(({ duty, pairing, confirmed }) => duty === 'friendship' && pairs.has(pairing) && confirmed > 0)
      .map(({ pairing }) => pairing),
  ).size;

const whole = (value: unknown) => (typeof value === 'number' ? value : null);
const words = (value: unknown) => (typeof value === 'string' ? value : null);

/** 附件2 of one helping school: what the records know is filled in, what they do not is left to be written by hand. */
const usageOf = (
  read: Reader,
  {
    own,
    settings,
    title,
  }: { readonly own: readonly DocumentPairing[]; readonly settings: Settings; readonly title: string },
): readonly DocumentBlock[] => {
  const ids = new Set(own.map(({ id }) => id));
  // The school writes one sheet for all whom it helps: the last one of the period stands.
  const sheet = read.records('usageSheet').findLast(({ pairing }) => ids.has(pairing))?.data;
  return [
    {
      kind: 'fields',
      rows: [
        [
          { label: t('填报单位', 'School'), value: own[0]?.helper.name ?? null },
          {
            label: t('统计时段', 'Period'),
            value: t(`${read.period.from} 至 ${read.period.to}`, `${read.period.from} to ${read.period.to}`),
          },
        ],
        [
          { label: t('填表人', 'Compiled by'), value: settings.compiler },
          { label: t('项目', 'Programme'), value: title },
        ],
        [
          {
            label: t('全校登录次数（空间统计）', 'Logins of the school (by the space)'),
            value: whole(sheet?.['logins']),
          },
          {
            label: t('全校访问次数（空间统计）', 'Visits of the school (by the space)'),
            value: whole(sheet?.['visits']),
          },
        ],
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: t('结对学校', 'Paired school'), width: 3 },
        { title: t('结对教师', 'Pairs'), total: true },
        { title: t('互认好友（本学年累计）', 'Friends (school year so far)'), width: 2, total: true },
        { title: t('资源需求', 'Asked for'), total: true },
        { title: t('提供资源', 'Given'), total: true },
        { title: t('其中应需求', 'As asked'), total: true },
        { title: t('网络教研', 'Research'), total: true },
        { title: t('教研分钟', 'Minutes'), total: true },
      ],
      rows: own.map((g) => {
        const pairs = new Set(
          teachers(read)
            .filter(({ pairing }) => pairing === g.id)
            .map(({ id }) => id),
        );
        const of = summed(read, pairs);
        return [
          g.helped.name,
          pairs.size,
          friends(read, pairs),
          of.sum('wanted.pieces'),
          of.sum('resource.pieces'),
          of.sum('resource.asked'),
          of.records('research'),
          of.sum('research.minutes'),
        ];
      }),
    },
    {
      kind: 'fields',
      rows: [[{ label: t('应用情况说明', 'How they were used'), value: words(sheet?.['summary']) }]],
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
};

const usage: ProgrammeDocument<Settings> = {
  of: 'programme',
  title: t('网络学习空间应用情况表', 'Use of the learning spaces'),
  purpose: t(
    '附件2：由填报学校按季度打印，数量取自已确认的记录；好友为本学年截至打印之日的累计。',
    'Annex 2, printed by the school for a quarter; its numbers are those of confirmed records, friends those of the school year up to the day of printing.',
  ),
  orientation: 'landscape',
  reads: ['usageSheet'],
  counts: ['wanted.pieces', 'resource.pieces', 'resource.asked', 'research', 'research.minutes'],
  parts: (read, { pairings, settings, programme }) => {
    const helpers = [...new Set(pairings.map(({ helper }) => helper.id))];
    // Where nobody is paired yet: the form, to be filled in by hand.
    return (helpers.length > 0 ? helpers : [null]).flatMap((helper) =>
      usageOf(read, { own: pairings.filter((g) => g.helper.id === helper), settings, title: programme.title }),
    );
  },
};

export const documents = { pairList, usage };
