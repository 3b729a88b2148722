const somebody = '01939c2e-7d5c-7f00-8a55-0242ac120002';

/** One valid record of each form, as people write them. */
export const agreement = {
  on: '2026-09-18',
  kind: 'agreement',
  title: '城关幼儿园与安平幼儿园帮扶协议',
  content: '帮扶一学年，分四个阶段，双方各指定一名联系人。',
  signers: '林园长、安园长',
} as const;
export const guidanceVisit = {
  on: '2026-09-25',
  aspects: ['teaching', 'management'],
  guided: ['workPlan', 'dailyRoutine'],
  content: '查看保教计划和一日生活安排，送课并随堂听课。',
  lessonsSent: 1,
  lessonsHeard: 1,
} as const;
export const systemsCheck = {
  on: '2026-09-25',
  systems: ['research', 'finance', 'safety', 'families'],
  bodies: ['council', 'staffCongress', 'parents', 'safetyGroup'],
} as const;
export const sentActivity = {
  on: '2026-10-16',
  teacher: somebody,
  area: 'language',
  group: '大一班',
  theme: '绘本《小种子》',
  attendees: 12,
} as const;
export const observation = {
  on: '2026-10-23',
  theme: '数学活动《分一分》',
  steps: ['design', 'reflection'],
  comment: '目标清楚，操作材料可以再分层。',
} as const;
export const teacherStay = {
  on: '2026-11-09',
  until: '2026-11-11',
  teachers: 2,
  names: '陈晓、王芳',
  content: '参观主题墙和区角，跟中二班一日活动。',
} as const;
export const event = {
  on: '2026-10-30',
  kind: 'sportsDay',
  theme: '秋季亲子运动会',
  attendees: 6,
  content: '观摩运动会的组织和器材准备。',
} as const;
export const donation = { on: '2026-12-04', kind: 'books', items: '幼儿绘本', count: 80, value: 160_000 } as const;
export const aspectScore = {
  on: '2026-09-16',
  moment: 'before',
  ideas: 60,
  teaching: 55,
  environment: 50,
  management: 58,
} as const;
