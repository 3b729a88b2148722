import { type DocumentValue, parseYuan, type ProgrammeDocument, type RecordOnPaper, t, yuan } from '@xieshou/sdk';
import { ofHardship } from '../kinds.js';
import type { Settings } from '../settings.js';
import { helped, helper } from './views.js';

/** Each time, and what all of it was worth, in yuan. */
const helpRows = (given: readonly RecordOnPaper[]): DocumentValue[][] => {
  const rows = given.map((one) => [one.on, one.text('help'), one.text('content'), one.text('value')]);
  const worth = rows.reduce((sum, [, , , value]) => sum + (typeof value === 'string' ? (parseYuan(value) ?? 0) : 0), 0);
  return rows.length > 0 ? [...rows, [t('合计', 'Total'), null, null, yuan(worth)]] : rows;
};

/** 帮扶档案: what is on paper of a pair; nothing of what was said in confidence is in it. */
const careFile: ProgrammeDocument<Settings> = {
  of: 'pairing',
  title: t('结对帮扶档案', 'File of a pair'),
  inUse: ofHardship,
  purpose: t(
    '一个对子的帮扶、学习措施、谈心和小结；不含帮扶事由和谈话内容。',
    'Help, measures, talks and reports of a pair; neither the grounds nor what was said.',
  ),
  parts: (read) => [
    {
      kind: 'fields',
      rows: [
        [
          { label: helper.title, value: read.pairing.helper.name },
          { label: t('单位', 'Unit'), value: read.pairing.helper.place.name },
        ],
        [
          { label: helped.title, value: read.pairing.helped.name },
          { label: t('班级', 'Class'), value: read.pairing.helped.place.name },
        ],
      ],
    },
    {
      kind: 'table',
      columns: [
        { title: t('日期', 'Day'), width: 2 },
        { title: t('帮扶类别', 'Kind of help'), width: 2 },
        { title: t('帮扶内容', 'What was done'), width: 6 },
        { title: t('折合金额（元）', 'Worth (yuan)'), width: 2 },
      ],
      rows: helpRows(read.records('helpGiven')),
    },
    {
      kind: 'table',
      columns: [
        { title: t('商定日期', 'Day agreed'), width: 2 },
        { title: t('辅导员', 'Counsellor'), width: 2 },
        { title: t('任课教师', 'Subject teachers'), width: 3 },
        { title: t('学习中的问题', 'Problems'), width: 4 },
        { title: t('帮扶措施', 'Measures'), width: 5 },
      ],
      rows: read
        .records('studyMeasures')
        .map((one) => [
          one.on,
          one.text('counsellor'),
          one.text('subjectTeachers'),
          one.text('problems'),
          one.text('measures'),
        ]),
    },
    {
      kind: 'table',
      columns: [
        { title: t('谈心日期', 'Day of the talk'), width: 2 },
        { title: t('地点', 'Place'), width: 4 },
      ],
      rows: read.records('heartTalk').map((one) => [one.on, one.text('place')]),
    },
    {
      kind: 'table',
      columns: [
        { title: t('小结日期', 'Day'), width: 2 },
        { title: t('学生的变化', 'What has changed'), width: 5 },
        { title: t('下学期打算', 'What comes next'), width: 4 },
      ],
      rows: read.records('careReport').map((one) => [one.on, one.text('change'), one.text('next')]),
    },
    {
      kind: 'signatures',
      lines: [
        t('帮扶人（签名）：', 'Helper (signature): '),
        t('党支部（签章）：', 'Branch (seal): '),
        t('日期：', 'Date: '),
      ],
    },
  ],
};

/** 帮扶交接单 on paper (四2), signed by who goes, who comes and the college. */
const handoverPaper: ProgrammeDocument<Settings, 'handoverSheet'> = {
  of: 'record',
  form: 'handoverSheet',
  title: t('帮扶交接单', 'Handover sheet'),
  inUse: ofHardship,
  parts: (record) => [
    {
      kind: 'fields',
      rows: [
        ...record.subjects.map(({ pairing }) => [
          { label: helped.title, value: pairing.helped.name },
          { label: t('班级', 'Class'), value: pairing.helped.place.name },
        ]),
        [
          { label: t('移交人', 'Handed over by'), value: record.writtenBy },
          { label: t('接手人', 'Taken over by'), value: record.text('successor') },
        ],
        ...(['on', 'reason', 'done', 'open'] as const).map((key) => [
          { label: record.fields.find((field) => field.key === key)!.title, value: record.text(key) },
        ]),
      ],
    },
    {
      kind: 'signatures',
      lines: [
        t('移交人（签名）：', 'Handed over by (signature): '),
        t('接手人（签名）：', 'Taken over by (signature): '),
        t('学院（签章）：', 'College (seal): '),
        t('日期：', 'Date: '),
      ],
    },
  ],
};

export const hardshipDocuments = { careFile, handoverPaper };
