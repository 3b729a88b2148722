import { programmeContract } from '@xieshou/testing';
import type * as appraisals from '../src/appraisal.js';
import type * as campaign from '../src/campaign.js';
import type * as forms from '../src/forms.js';
import programme from '../src/index.js';
import type * as papers from '../src/papers.js';

const somebody = '01939c2e-7d5c-7f00-8a55-0242ac120002';
const content = '围绕课堂常规共同研究，形成三条约定。';

const plan = {
  on: '2026-09-12',
  leader: '周校长',
  members: '教务、德育、总务主任',
  goals: '课堂常规达到区里的要求。',
  measures: '每学期送课两次，体育教师支教一名。',
  timetable: '九月对接，十月起逐月落实。',
} as const;
const visit = {
  on: '2026-10-14',
  who: 'both',
  purpose: 'management',
  theme: '教学常规管理',
  content,
  attendees: 12,
} as const;
const lesson = {
  on: '2026-10-15',
  kind: 'demonstration',
  teacher: somebody,
  subject: 'music',
  grade: '四年级1班',
  theme: '《让我们荡起双桨》',
  attendees: 21,
} as const;
const exchange = { on: '2026-11-03', kind: 'research', theme: '单元整体教学', content, attendees: 18 } as const;
const staffExchange = {
  on: '2026-09-20',
  until: '2027-01-15',
  kind: 'teaching',
  teacher: somebody,
  subject: 'sports',
  hours: 96,
  content: '承担三至六年级体育课。',
} as const;
const support = { on: '2026-11-10', kind: 'money', what: '购置图书', amount: 500_000 } as const;
const topic = { on: '2026-10-20', name: '农村小学阅读课例研究', level: 'district', leader: somebody, content } as const;
const profile = { staff: 16, classes: 6, pupils: 300 } as const;
const baseline = { on: '2026-09-15', ...profile, needs: '音体美教师不足。', balance: 60 } as const;
const yearEnd = { on: '2027-06-20', ...profile, results: '开齐音体美课程。', balance: 72 } as const;
const task = { on: '2026-10-09', task: 'green', theme: '校园植绿', content, attendees: 60 } as const;
const cleaning = { on: '2026-10-12', places: ['teaching', 'toilets'], disinfected: true } as const;
const surrounding = {
  on: '2026-11-18',
  culture: '校门口两家文具店无违规读物。',
  traffic: '上放学时段有教师值守。',
  security: '未发现异常。',
  food: '小卖部证照齐全。',
  teaching: '周边施工避开上课时间。',
} as const;
const siteInspection = {
  on: '2026-11-20',
  way: 'unannounced',
  inspectors: '教育股刘、王',
  score: 86,
  findings: '操场北侧有堆放垃圾。',
  kept: ['goods', 'gambling', 'feasting', 'amusement', 'trouble'],
} as const;
const exposure = { on: '2026-11-22', by: 'media', matter: '校门口占道经营', leader: somebody } as const;
const measure = { on: '2026-11-30', kind: 'reward', whom: '下王庄小学', grounds: '连续两月督查优秀' } as const;
const evaluation = {
  on: '2027-06-25',
  school: 'good',
  head: 'good',
  teachers: 'excellent',
  reasons: '送教扎实，方案落实到位。',
} as const;
const notice = {
  on: '2027-03-10',
  kind: 'sanctioned',
  before: '2026-12-10',
  document: '湘教发〔2027〕3号',
  grounds: '两个学期未派教师支教',
} as const;

type Judging = Pick<typeof appraisals, 'helperEvaluation' | 'helpedEvaluation' | 'helperNotice' | 'helpedNotice'>;

programmeContract<typeof papers & typeof forms & typeof campaign & Judging>(programme, {
  samples: {
    helperPlan: { valid: plan, invalid: { data: { ...plan, leader: '' }, field: 'leader' } },
    helpedPlan: { valid: plan, invalid: { data: { ...plan, measures: '' }, field: 'measures' } },
    visit: { valid: visit, invalid: { data: { ...visit, attendees: 0 }, field: 'attendees' } },
    lesson: { valid: lesson, invalid: { data: { ...lesson, grade: '' }, field: 'grade' } },
    exchange: { valid: exchange, invalid: { data: { ...exchange, theme: '' }, field: 'theme' } },
    staffExchange: {
      valid: staffExchange,
      invalid: { data: { ...staffExchange, until: '2026-09-19' }, field: 'until' },
    },
    support: { valid: support, invalid: { data: { ...support, amount: 0 }, field: 'amount' } },
    topic: { valid: topic, invalid: { data: { ...topic, level: 'moon' }, field: 'level' } },
    baseline: { valid: baseline, invalid: { data: { ...baseline, classes: 0 }, field: 'classes' } },
    yearEnd: { valid: yearEnd, invalid: { data: { ...yearEnd, balance: 101 }, field: 'balance' } },
    task: { valid: task, invalid: { data: { ...task, task: 'none' }, field: 'task' } },
    cleaning: { valid: cleaning, invalid: { data: { ...cleaning, places: [] }, field: 'places' } },
    surrounding: { valid: surrounding, invalid: { data: { ...surrounding, food: '' }, field: 'food' } },
    siteInspection: { valid: siteInspection, invalid: { data: { ...siteInspection, kept: ['goods'] }, field: 'kept' } },
    exposure: { valid: exposure, invalid: { data: { ...exposure, by: 'friend' }, field: 'by' } },
    measure: { valid: measure, invalid: { data: { ...measure, whom: '' }, field: 'whom' } },
    helperEvaluation: { valid: evaluation, invalid: { data: { ...evaluation, head: 'best' }, field: 'head' } },
    helpedEvaluation: { valid: evaluation, invalid: { data: { ...evaluation, reasons: '' }, field: 'reasons' } },
    helperNotice: { valid: notice, invalid: { data: { ...notice, before: '2027-03-10' }, field: 'before' } },
    helpedNotice: { valid: notice, invalid: { data: { ...notice, document: '' }, field: 'document' } },
  },
});
