import { programmeContract } from '@xieshou/testing';
import type * as academic from '../src/academic/forms.js';
import type * as ofFailedCourses from '../src/failed-courses/forms.js';
import type * as forms from '../src/forms.js';
import type * as hardship from '../src/hardship/forms.js';
import programme from '../src/index.js';
import type * as ofPartyMembers from '../src/party-members/forms.js';
import type * as ofPupils from '../src/pupils/forms.js';
import type * as measures from '../src/pupils/measures.js';
import type * as ofWarned from '../src/warned/forms.js';
import { hardshipSamples } from './hardship-samples.js';
import { pupilsSamples } from './pupils-samples.js';

const termPlan = {
  on: '2026-09-14',
  difficulties: '高等数学跟不上，作业拖到最后一天。',
  goal: '期末名次提高 15 名，补上高等数学学分',
  times: '周二、周四晚七点，图书馆二楼',
  measures: '每次先讲上周错题，再一起做新课练习；考前两周每天半小时。',
  met: true,
} as const;
const tutoring = {
  on: '2026-09-15',
  way: 'exercises',
  course: '高等数学',
  minutes: 60,
  content: '极限与连续的课后习题，重点讲夹逼准则。',
} as const;
const evaluation = {
  on: '2027-01-18',
  effect: 'good',
  progress: '能独立完成作业，期中成绩提高 18 分。',
} as const;
const groupTutoring = {
  on: '2026-12-20',
  course: '大学英语四级考前辅导',
  tutors: '优秀学生讲师团',
  minutes: 90,
  attendees: 46,
  content: '听力和写作的常见失分点。',
} as const;
const gradeSummary = {
  on: '2027-03-05',
  grade: '2025级',
  kinds: ['example', 'outstanding'],
  content: '本学期结对 21 对，15 对达到加分标准，坚持每周两次的对子进步最大。',
  lessons: '开学第一周就应见面；期中后再看一次计划。',
} as const;

const studyPlan = {
  on: '2026-09-14',
  difficulties: '高等数学和大学物理未通过，听课跟不上。',
  goal: '补考通过两门，本学期不再新增不及格课程',
  sessions: 2,
  hours: 12,
  times: '周二、周四晚七点，教学楼 305',
  measures: '先补极限与导数，再做往年试题；每周检查一次作业。',
} as const;
const contactTalk = {
  on: '2026-09-16',
  way: 'faceToFace',
  partners: ['helped', 'adviser'],
  theme: '开学情况',
  said: '作业能按时交，物理实验课有困难。',
  mind: '情绪平稳，有些想家。',
} as const;
const helpedFile = {
  on: '2026-09-10',
  weakPoints: '高等数学：极限、导数；大学物理：力学。',
  adviser: '王老师',
  family: '父母在外务工，可电话联系。',
} as const;
const careerGuidance = {
  on: '2026-10-12',
  strengths: '动手能力强，喜欢机械。',
  direction: '机械维修与检测',
  steps: '先通过专业基础课，寒假参加实训。',
} as const;
const jointStudy = {
  on: '2026-12-20',
  occasion: 'briefing',
  course: '高等数学',
  tutors: '数学教研室',
  expected: 60,
  attended: 60,
  content: '讲解题型和常见错误。',
} as const;
const pledge = {
  on: '2026-09-15',
  goal: '期末各科及格',
  ofHelper: '每周当面谈话一次，检查作业，及时向辅导员反馈。',
  ofHelped: '按时上课，完成计划，有困难及时说明。',
} as const;
const courseExchange = {
  on: '2026-09-20',
  course: '大学物理',
  questions: '受力分析总是漏力。',
  advice: '先画隔离体图，逐个接触面检查。',
} as const;
const classAttendance = { on: '2026-09-18', lessons: 24, attended: 24 } as const;
const helperRating = { on: '2027-01-12', mark: 100, comment: '讲得清楚，很有耐心。' } as const;
const effectReviewThen = {
  on: '2027-01-26',
  passed: 6,
  failed: 1,
  analysis: '高等数学由 42 分提高到 68 分，大学英语仍未通过。',
  discipline: 'kept',
  effect: 'good',
} as const;
const effectReview = { ...effectReviewThen, term: 'first' } as const;
const collegeSummaryThen = {
  on: '2027-01-28',
  heading: '第一学期学业帮扶总结',
  done: '结对 21 对，辅导 310 次。',
  results: '15 人补考通过，4 人解除预警。',
  next: '下学期增加英语辅导。',
} as const;
const collegeSummary = { ...collegeSummaryThen, term: 'first' } as const;

type Forms = typeof forms &
  Pick<typeof academic, 'studyPlan' | 'contactTalk'> &
  typeof ofFailedCourses &
  typeof ofPartyMembers &
  typeof ofWarned &
  Omit<typeof hardship, 'helps'> &
  Omit<typeof ofPupils, 'occasions'> &
  Omit<typeof measures, 'areas'>;

programmeContract<Forms>(programme, {
  samples: {
    termPlan: { valid: termPlan, invalid: { data: { ...termPlan, goal: '' }, field: 'goal' } },
    tutoring: { valid: tutoring, invalid: { data: { ...tutoring, minutes: 481 }, field: 'minutes' } },
    evaluation: { valid: evaluation, invalid: { data: { ...evaluation, effect: 'great' }, field: 'effect' } },
    groupTutoring: { valid: groupTutoring, invalid: { data: { ...groupTutoring, attendees: 0 }, field: 'attendees' } },
    gradeSummary: {
      valid: gradeSummary,
      invalid: { data: { ...gradeSummary, content: '结对二十一对。' }, field: 'content' },
    },
    studyPlan: { valid: studyPlan, invalid: { data: { ...studyPlan, sessions: 15 }, field: 'sessions' } },
    contactTalk: { valid: contactTalk, invalid: { data: { ...contactTalk, partners: [] }, field: 'partners' } },
    helpedFile: { valid: helpedFile, invalid: { data: { ...helpedFile, weakPoints: '' }, field: 'weakPoints' } },
    careerGuidance: {
      valid: careerGuidance,
      invalid: { data: { ...careerGuidance, direction: '' }, field: 'direction' },
    },
    jointStudy: { valid: jointStudy, invalid: { data: { ...jointStudy, attended: 61 }, field: 'attended' } },
    pledge: { valid: pledge, invalid: { data: { ...pledge, goal: '' }, field: 'goal' } },
    courseExchange: { valid: courseExchange, invalid: { data: { ...courseExchange, course: '' }, field: 'course' } },
    classAttendance: {
      valid: classAttendance,
      invalid: { data: { ...classAttendance, attended: 25 }, field: 'attended' },
    },
    helperRating: { valid: helperRating, invalid: { data: { ...helperRating, mark: 101 }, field: 'mark' } },
    effectReview: {
      valid: effectReview,
      invalid: { data: { ...effectReview, failed: 41 }, field: 'failed' },
      old: { 1: effectReviewThen },
    },
    collegeSummary: {
      valid: collegeSummary,
      invalid: { data: { ...collegeSummary, heading: '' }, field: 'heading' },
      old: { 1: collegeSummaryThen },
    },
    ...hardshipSamples,
    ...pupilsSamples,
  },
});
