const someone = '01939c2e-7d5c-7f00-8a55-0242ac120002';

const growthPlan = {
  on: '2026-09-14',
  subject: 'mathematics',
  present: 48,
  aim: 60,
  goal: '单元测验做对全部基础题',
  steps: '每天三道基础题，课上先说思路再动笔，错题当天改。',
  hard: '分数除法的意义，单位“1”的判断。',
  mistakes: '除号变乘号时忘记取倒数。',
} as const;
const subjectTutoring = {
  on: '2026-09-16',
  subject: 'mathematics',
  slot: 'evening',
  minutes: 20,
  content: '分数除法的基础题。',
} as const;
const progressMark = { on: '2026-09-25', subject: 'mathematics', occasion: 'unit', mark: 58, full: 100 } as const;
const homeVisit = {
  on: '2026-10-17',
  met: ['guardian', 'pupil'],
  agreed: '每晚七点半写作业，家长检查签字。',
  family: '父亲在外务工，平时由祖母照看。',
} as const;
const contest = { on: '2026-10-23', name: '秋季校运会', kind: 'sports', outcome: '跳远第三名。' } as const;
const careMeasure = {
  on: '2026-09-17',
  area: 'homework',
  homework: 'reduced',
  usual: 9,
  given: 5,
  basicOnly: true,
  content: '只做第一、二大题，当面讲评。',
} as const;
const lessonPlanCheck = {
  on: '2026-10-12',
  lesson: '分数除法（一）',
  items: ['section', 'hard', 'mistakes'],
  verdict: 'meets',
} as const;
const mentorLesson = {
  on: '2026-10-13',
  mentor: someone,
  young: '01939c2e-7d5c-7f00-8a55-0242ac120003',
  way: 'preparing',
  content: '一起设计分层提问。',
} as const;
const peerTask = {
  on: '2026-10-14',
  subject: 'mathematics',
  task: '一起订正口算 20 题。',
  until: '2026-10-16',
} as const;

/** A record of each form of plan 2, and one that is refused. */
export const pupilsSamples = {
  growthPlan: { valid: growthPlan, invalid: { data: { ...growthPlan, aim: 48 }, field: 'aim' } },
  subjectTutoring: { valid: subjectTutoring, invalid: { data: { ...subjectTutoring, minutes: 4 }, field: 'minutes' } },
  progressMark: { valid: progressMark, invalid: { data: { ...progressMark, mark: 101 }, field: 'mark' } },
  homeVisit: { valid: homeVisit, invalid: { data: { ...homeVisit, met: [] }, field: 'met' } },
  contest: { valid: contest, invalid: { data: { ...contest, name: '' }, field: 'name' } },
  careMeasure: { valid: careMeasure, invalid: { data: { ...careMeasure, content: '' }, field: 'content' } },
  lessonPlanCheck: {
    valid: lessonPlanCheck,
    invalid: { data: { ...lessonPlanCheck, items: ['hard'] }, field: 'verdict' },
  },
  mentorLesson: { valid: mentorLesson, invalid: { data: { ...mentorLesson, young: someone }, field: 'mentor' } },
  peerTask: { valid: peerTask, invalid: { data: { ...peerTask, until: '2026-10-13' }, field: 'until' } },
} as const;
