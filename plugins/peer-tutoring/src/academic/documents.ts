import {
  type DocumentBlock,
  type DocumentOfPairing,
  type PairingReader,
  type ProgrammeDocument,
  type Text,
  t,
} from '@xieshou/sdk';
import type { Settings } from '../settings.js';
import { leadingTeamFindings } from '../warned/leading-team.js';
import { inKinds } from './kind.js';

const signatures = (...lines: readonly Text[]): DocumentBlock => ({ kind: 'signatures', lines });
const helperSigns = t('帮扶人（签名）：', 'Helper (signature): ');
const helpedSigns = t('被帮扶人（签名）：', 'Helped (signature): ');
const college = t('学院负责人（签章）：', 'College (signature and seal): ');
const date = t('日期：', 'Date: ');

const heading = ({ pairing, period }: PairingReader): DocumentBlock => ({
  kind: 'fields',
  rows: [
    [
      { label: t('帮扶人', 'Helper'), value: pairing.helper.name },
      { label: t('单位或班级', 'Unit or class'), value: pairing.helper.place.name },
    ],
    [
      { label: t('被帮扶人', 'Helped'), value: pairing.helped.name },
      { label: t('班级', 'Class'), value: pairing.helped.place.name },
    ],
    [{ label: t('起止日期', 'Days'), value: t(`${period.from} 至 ${period.to}`, `${period.from} to ${period.to}`) }],
  ],
});

/** A table of one form's confirmed records of a pair, in the plan's columns. */
const sheet = (o: {
  readonly title: Text;
  readonly inUse: (s: Settings) => boolean;
  readonly form: string;
  readonly columns: readonly {
    readonly field: string;
    readonly title: Text;
    readonly width?: number;
    readonly total?: boolean;
  }[];
  /** Who signs besides the two. */
  readonly signs?: readonly Text[];
}): DocumentOfPairing<Settings> => ({
  of: 'pairing',
  title: o.title,
  orientation: 'landscape',
  inUse: o.inUse,
  parts: (read) => [
    heading(read),
    {
      kind: 'table',
      columns: [
        { title: t('序号', 'No.'), width: 1 },
        { title: t('日期', 'Day'), width: 2 },
        ...o.columns.map(({ title, width, total }) => ({ title, width: width ?? 3, ...(total ? { total } : {}) })),
      ],
      rows: read
        .records(o.form)
        .map((record, at) => [at + 1, record.on, ...o.columns.map(({ field }) => record.text(field))]),
    },
    signatures(helperSigns, helpedSigns, ...(o.signs ?? []), date),
  ],
});

/** 登记表 (二十一：四2) */
const registration: ProgrammeDocument<Settings, 'studyPlan'> = {
  of: 'record',
  form: 'studyPlan',
  title: t('学业帮扶登记表', 'Registration of help'),
  inUse: inKinds('failedCourses', 'partyMembers', 'warned'),
  parts: (record, { programme }) => [
    {
      kind: 'fields',
      rows: [
        [{ label: t('项目名称', 'Programme'), value: programme.title }],
        ...record.subjects.map(({ pairing }) => [
          { label: t('帮扶人', 'Helper'), value: pairing.helper.name },
          { label: t('被帮扶人', 'Helped'), value: pairing.helped.name },
          { label: t('班级', 'Class'), value: pairing.helped.place.name },
        ]),
        ...record.fields.map(({ title, value }) => [{ label: title, value }]),
      ],
    },
    signatures(helperSigns, helpedSigns, college, date),
  ],
};

const pledgeLetter: ProgrammeDocument<Settings, 'pledge'> = {
  of: 'record',
  form: 'pledge',
  title: t('目标责任书', 'Letter of responsibility'),
  inUse: inKinds('partyMembers'),
  parts: (record) => [
    {
      kind: 'fields',
      rows: [
        ...record.subjects.map(({ pairing }) => [
          { label: t('帮扶人', 'Helper'), value: pairing.helper.name },
          { label: t('被帮扶人', 'Helped'), value: pairing.helped.name },
        ]),
        [{ label: t('学期目标', 'Goal of the term'), value: record.text('goal') }],
      ],
    },
    {
      kind: 'fields',
      rows: [
        [{ label: t('帮扶人的责任', 'What the helper undertakes'), value: record.text('ofHelper') }],
        [{ label: t('被帮扶人的责任', 'What the student who is helped undertakes'), value: record.text('ofHelped') }],
      ],
    },
    signatures(helperSigns, helpedSigns, date),
  ],
};

const reviewSheet: ProgrammeDocument<Settings, 'effectReview'> = {
  of: 'record',
  form: 'effectReview',
  title: t('学业帮扶考核表', 'Assessment sheet'),
  inUse: inKinds('warned'),
  parts: (record) => [
    {
      kind: 'fields',
      rows: [
        ...record.subjects.map(({ pairing }) => [
          { label: t('帮扶人', 'Helper'), value: pairing.helper.name },
          { label: t('被帮扶人', 'Helped'), value: pairing.helped.name },
          { label: t('班级', 'Class'), value: pairing.helped.place.name },
        ]),
        ...record.fields.map(({ title, value }) => [{ label: title, value }]),
      ],
    },
    signatures(t('辅导员（签名）：', 'Counsellor (signature): '), helperSigns, college, date),
  ],
};

const summaryPaper: ProgrammeDocument<Settings, 'collegeSummary'> = {
  of: 'record',
  form: 'collegeSummary',
  title: t('学院学业帮扶情况总结', 'Summary of the college'),
  inUse: inKinds('warned'),
  parts: (record) => [
    { kind: 'fields', rows: record.fields.map(({ title, value }) => [{ label: title, value }]) },
    signatures(college, date),
  ],
};

/** 学业指导队伍 (二十一：一) */
const leadingTeam: ProgrammeDocument<Settings, never> = {
  of: 'programme',
  title: t('学业指导队伍', 'Guidance team'),
  inUse: inKinds('warned'),
  counts: [],
  parts: (_, { settings: s }) => [
    {
      kind: 'fields',
      rows: [
        [{ label: t('组长', 'Leaders'), value: s.leaders ?? null }],
        [{ label: t('副组长', 'Deputies'), value: s.deputies ?? null }],
        [{ label: t('成员', 'Members'), value: s.teamMembers ?? null }],
      ],
    },
    ...leadingTeamFindings(s)
      .filter(({ outcome }) => outcome !== 'pass')
      .map(({ text }) => ({ kind: 'note', text: t(`核对：${text.zh}`, `Check: ${text.en}`) }) as const),
    signatures(college, date),
  ],
};

/** 结对调整报告 (二十一：四7): what has changed in the period, for the working group. */
const pairChanges: ProgrammeDocument<Settings, never> = {
  of: 'programme',
  title: t('结对调整报告', 'Report of changed pairs'),
  purpose: t('所选时间内新建和结束的对子。', 'Pairs that began or ended in the period.'),
  inUse: inKinds('warned'),
  counts: [],
  parts: (read, { pairings }) => {
    const { from, to } = read.period;
    const within = (day: string | null) => day !== null && day >= from && day <= to;
    return [
      {
        kind: 'table',
        columns: [
          { title: t('序号', 'No.'), width: 1 },
          { title: t('调整', 'Change'), width: 2 },
          { title: t('日期', 'Day'), width: 2 },
          { title: t('被帮扶人', 'Helped'), width: 2 },
          { title: t('班级', 'Class'), width: 4 },
          { title: t('帮扶人', 'Helper'), width: 2 },
        ],
        rows: pairings
          .flatMap(({ helper, helped, startsOn, endsOn }) => [
            ...(within(startsOn) ? [{ change: t('新建', 'Begun'), day: startsOn, helper, helped }] : []),
            ...(endsOn !== null && within(endsOn) ? [{ change: t('结束', 'Ended'), day: endsOn, helper, helped }] : []),
          ])
          .map(({ change, day, helper, helped }, at) => [
            at + 1,
            change,
            day,
            helped.name,
            helped.place.name,
            helper.name,
          ]),
      },
      signatures(t('报送人（签名）：', 'Reported by (signature): '), college, date),
    ];
  },
};

const members = inKinds('partyMembers');
const sessionColumns = [
  { field: 'way', title: t('方式', 'Kind'), width: 2 },
  { field: 'course', title: t('课程', 'Course'), width: 2 },
  { field: 'minutes', title: t('时长（分钟）', 'Minutes'), width: 2, total: true },
  { field: 'content', title: t('内容', 'What was done'), width: 5 },
  { field: 'feedback', title: t('反馈', 'Feedback'), width: 4 },
];

export const academicDocuments = {
  registration,
  courseSheet: sheet({
    title: t('课程交流登记表', 'Exchanges about courses'),
    inUse: members,
    form: 'courseExchange',
    columns: [
      { field: 'course', title: t('课程', 'Course'), width: 2 },
      { field: 'questions', title: t('存在的问题', 'Questions'), width: 5 },
      { field: 'advice', title: t('方法和建议', 'Advice'), width: 5 },
    ],
  }),
  tutoringSheet: sheet({
    title: t('辅导情况表', 'Tutoring'),
    inUse: inKinds('failedCourses', 'partyMembers'),
    form: 'tutoring',
    columns: sessionColumns,
  }),
  /** 记录表 (二十一：四6) */
  recordSheet: sheet({
    title: t('学业帮扶记录表', 'Record of help'),
    inUse: inKinds('warned'),
    form: 'tutoring',
    columns: sessionColumns,
    signs: [t('辅导员（签名）：', 'Counsellor (signature): ')],
  }),
  talkSheet: sheet({
    title: t('谈话记录表', 'Talks'),
    inUse: inKinds('failedCourses', 'partyMembers'),
    form: 'contactTalk',
    columns: [
      { field: 'way', title: t('方式', 'Way'), width: 2 },
      { field: 'partners', title: t('对象', 'With whom'), width: 2 },
      { field: 'theme', title: t('主题', 'Theme'), width: 3 },
      { field: 'said', title: t('谈话要点', 'What was said'), width: 6 },
      { field: 'followUp', title: t('后续任务', 'What is to be done'), width: 4 },
    ],
  }),
  pledgeLetter,
  reviewSheet,
  summaryPaper,
  leadingTeam,
  pairChanges,
};
