import { programmeContract } from '@xieshou/testing';
import * as evaluations from '../src/evaluations.js';
import * as forms from '../src/forms.js';
import programme from '../src/index.js';
import * as papers from '../src/papers.js';

const masterLesson = {
  on: '2026-11-05',
  teacher: '01939c2e-7d5c-7f00-8a55-0242ac120002',
  subject: 'mathematics',
  grade: '七年级3班',
  theme: '一元一次方程的应用',
  attendees: 42,
  minutes: 45,
} as const;
const jointMeeting = {
  on: '2026-09-18',
  theme: '本学期课堂管理',
  dimensions: ['management', 'evaluation'],
  content: '研究课堂常规和督导评估中发现的三个问题。',
  attendees: 9,
} as const;
const cadreExchange = {
  on: '2026-10-14',
  theme: '年级组长的一天',
  place: 'helped',
  content: '跟岗一天，交流年级管理。',
  attendees: 4,
  effect: '形成年级组例会制度。',
} as const;
const researchEvent = {
  on: '2026-10-28',
  kind: 'sameTopic',
  subject: 'chinese',
  theme: '《背影》同课异构',
  content: '两校各上一节，课后共同评议。',
  attendees: 16,
} as const;
const guidance = {
  on: '2026-11-11',
  areas: ['safety', 'facilities'],
  content: '检查实验室药品存放，指出标签不全。',
  effect: '药品柜已重新分类。',
} as const;

const followStudy = {
  on: '2026-10-12',
  teacher: '01939c2e-7d5c-7f00-8a55-0242ac120003',
  subject: 'english',
  days: 10,
  content: '跟班听课、参与集体备课。',
} as const;
const problemList = {
  on: '2026-09-03',
  areas: ['teaching', 'facilities'],
  problems: '实验课开设不足；新教师没有固定师傅。',
} as const;
const survey = {
  on: '2026-09-08',
  areas: ['management', 'teaching'],
  findings: '走访六个班级，听课八节，与教师座谈两次。',
} as const;
const yearlyPlan = {
  on: '2026-09-15',
  leader: '陈校长',
  members: '教务、德育、总务主任',
  contact: '韩老师',
  goals: '课堂常规达到区里的要求。',
  teaching: '每月送课一次，师徒结对六对。',
  timetable: '九月摸底，十月起每月一次。',
} as const;
const termSummary = {
  on: '2027-01-20',
  results: '课堂常规明显好转。',
  problems: '实验员仍缺一名。',
  next: '重点放在实验教学。',
} as const;

const masterWork = {
  on: '2026-11-12',
  kind: 'preparation',
  theme: '《背影》集体备课',
  attendees: 6,
  content: '共同研读教材，分头试讲。',
} as const;
const evaluation = {
  on: '2027-06-10',
  standard: 'compulsory',
  items: 60,
  reached: 58,
  unmet: '图书册数、实验员',
} as const;
const supportEvaluation = {
  on: '2027-06-12',
  grade: 'good',
  commended: false,
  reasons: '活动扎实，台账完整。',
} as const;

type Evaluations = Pick<typeof evaluations, 'evaluation' | 'supportEvaluation'>;

programmeContract<typeof forms & typeof papers & Evaluations>(programme, {
  samples: {
    masterLesson: { valid: masterLesson, invalid: { data: { ...masterLesson, minutes: 9 }, field: 'minutes' } },
    jointMeeting: { valid: jointMeeting, invalid: { data: { ...jointMeeting, dimensions: [] }, field: 'dimensions' } },
    cadreExchange: { valid: cadreExchange, invalid: { data: { ...cadreExchange, place: 'hotel' }, field: 'place' } },
    researchEvent: { valid: researchEvent, invalid: { data: { ...researchEvent, kind: 'evaluation' }, field: 'kind' } },
    guidance: { valid: guidance, invalid: { data: { ...guidance, effect: '' }, field: 'effect' } },
    followStudy: { valid: followStudy, invalid: { data: { ...followStudy, days: 121 }, field: 'days' } },
    problemList: { valid: problemList, invalid: { data: { ...problemList, areas: [] }, field: 'areas' } },
    survey: { valid: survey, invalid: { data: { ...survey, findings: '' }, field: 'findings' } },
    yearlyPlan: { valid: yearlyPlan, invalid: { data: { ...yearlyPlan, goals: '' }, field: 'goals' } },
    masterWork: { valid: masterWork, invalid: { data: { ...masterWork, kind: 'clubs' }, field: 'kind' } },
    evaluation: { valid: evaluation, invalid: { data: { ...evaluation, reached: 61 }, field: 'reached' } },
    supportEvaluation: {
      valid: supportEvaluation,
      invalid: { data: { ...supportEvaluation, grade: 'best' }, field: 'grade' },
    },
    termSummary: { valid: termSummary, invalid: { data: { ...termSummary, next: '' }, field: 'next' } },
  },
});
