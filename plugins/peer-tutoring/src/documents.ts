import { type DocumentPairing, type ProgrammeDocument, t } from '@xieshou/sdk';
import { academicDocuments } from './academic/documents.js';
import { hardshipDocuments } from './hardship/documents.js';
import { ofClassmates } from './kinds.js';
import { pupilDocuments } from './pupils/documents.js';
import type { Settings } from './settings.js';
import { warnedDocuments } from './warned/documents.js';

const byClass = (a: DocumentPairing, b: DocumentPairing) => {
  const [one, other] = [a.helped.place.name, b.helped.place.name];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** A pair is one until the end of its last day. */
const standing = (pairings: readonly DocumentPairing[], today: string) => {
  const now = pairings.filter(({ endsOn }) => endsOn === null || endsOn >= today).length;
  const ended = pairings.length - now;
  return t(`现有 ${now} 对，已结束 ${ended} 对。`, `${now} pair(s) now, ${ended} ended.`);
};

/** 结对一览表 (三1): every pair, by the class of the student who is helped. */
const pairList: ProgrammeDocument<Settings> = {
  of: 'programme',
  title: t('结对一览表', 'List of pairs'),
  purpose: t(
    '全部对子，按被帮扶人的班级排列；已结束的在备注中写明日期。',
    'Every pair, by the class of the student who is helped; of one that has ended the remarks say when.',
  ),
  counts: [],
  parts: (read, { pairings }) => [
    {
      kind: 'table',
      columns: [
        { title: t('班级', 'Class'), width: 4, merge: true },
        { title: t('序号', 'No.'), width: 1.4 },
        { title: t('被帮扶人', 'Helped'), width: 2.4 },
        { title: t('帮扶人', 'Helper'), width: 2 },
        { title: t('帮扶人单位或班级', 'Helper’s unit or class'), width: 4 },
        { title: t('结对日期', 'Since'), width: 3 },
        { title: t('备注', 'Remarks'), width: 3 },
      ],
      rows: [...pairings]
        .sort(byClass)
        .map(({ helper, helped, startsOn, endsOn }, at) => [
          helped.place.name,
          at + 1,
          helped.name,
          helper.name,
          helper.place.name,
          startsOn,
          endsOn === null ? null : t(`${endsOn} 结束`, `until ${endsOn}`),
        ]),
    },
    { kind: 'note', text: standing(pairings, read.today) },
    {
      kind: 'signatures',
      lines: [
        t('班主任（签名）：', 'Adviser (signature): '),
        t('单位负责人（签名）：', 'Head of unit (signature): '),
        t('填表人（签名）：', 'Filled in by (signature): '),
        t('联系电话：', 'Phone: '),
      ],
    },
  ],
};

/** 辅导记录表 (四一1): what one pair has done, session by session. */
const tutoringRecords: ProgrammeDocument<Settings> = {
  of: 'pairing',
  title: t('辅导记录表', 'Sessions of a pair'),
  inUse: ofClassmates,
  purpose: t(
    '一个对子的帮扶约定和每次帮扶记录；只列已确认的记录。',
    'What the two agreed on and every session; confirmed records only.',
  ),
  orientation: 'landscape',
  parts: (read, { programme }) => {
    const { period, pairing } = read;
    const { helper, helped } = pairing;
    const plan = read.records('termPlan').at(-1);
    return [
      {
        kind: 'fields',
        rows: [
          [
            { label: t('项目名称', 'Programme'), value: programme.title },
            {
              label: t('起止日期', 'Days'),
              value: t(`${period.from} 至 ${period.to}`, `${period.from} to ${period.to}`),
            },
          ],
          [
            { label: t('帮扶人', 'Helper'), value: helper.name },
            { label: t('班级', 'Class'), value: helper.place.name },
          ],
          [
            { label: t('被帮扶人', 'Helped'), value: helped.name },
            { label: t('班级', 'Class'), value: helped.place.name },
          ],
          [
            { label: t('本学期目标', 'Goal of the term'), value: plan?.text('goal') ?? null },
            { label: t('约定时间', 'Agreed times'), value: plan?.text('times') ?? null },
          ],
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: t('序号', 'No.'), width: 1 },
          { title: t('日期', 'Day'), width: 2 },
          { title: t('帮扶方式', 'Kind'), width: 2 },
          { title: t('课程', 'Course'), width: 2 },
          { title: t('时长（分钟）', 'Minutes'), width: 2 },
          { title: t('帮扶内容', 'What was done'), width: 6 },
          { title: t('学习心得和反馈', 'What was learnt'), width: 5 },
        ],
        rows: read
          .records('tutoring')
          .map((record, at) => [
            at + 1,
            record.on,
            record.text('way'),
            record.text('course'),
            record.text('minutes'),
            record.text('content'),
            record.text('feedback'),
          ]),
      },
      {
        kind: 'signatures',
        lines: [
          t('帮扶人（签名）：', 'Helper (signature): '),
          t('被帮扶人（签名）：', 'Helped (signature): '),
          t('班主任（签名）：', 'Adviser (signature): '),
          t('日期：', 'Date: '),
        ],
      },
    ];
  },
};

export const documents = {
  pairList,
  tutoringRecords,
  ...academicDocuments,
  ...warnedDocuments,
  ...hardshipDocuments,
  ...pupilDocuments,
};
