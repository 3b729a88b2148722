const helpGiven = {
  on: '2026-10-12',
  help: 'material',
  content: '购买冬季被褥一套和专业教材三本。',
  value: 365_00,
} as const;
const heartTalk = {
  on: '2026-10-01',
  place: '教研室',
  topics: ['studies', 'family'],
  said: '父亲住院，周末要回家照顾，担心落下实训课。',
} as const;
const studyMeasures = {
  on: '2026-10-14',
  counsellor: '罗建华',
  subjectTeachers: '沈静（机械制图）、卢平（高等数学）',
  problems: '制图作业常缺交，极限部分没有听懂。',
  measures: '每周三课后补一次制图作业；高数由课代表陪同答疑。',
} as const;
const careReport = {
  on: '2027-01-15',
  done: '谈心三次，补课八次，送教材三本。',
  change: '制图作业全部补齐，能主动到教研室提问。',
  next: '帮助联系假期实习岗位。',
} as const;
const handoverSheet = {
  on: '2026-11-20',
  successor: '01939c2e-7d5c-7f00-8a55-0242ac120002',
  reason: '调到教务处工作',
  done: '谈心两次，送教材三本，制图作业已补齐。',
  open: '助学贷款材料还差一份证明。',
} as const;

/** A record of each form of plan 22, and one that is refused. */
export const hardshipSamples = {
  helpGiven: { valid: helpGiven, invalid: { data: { ...helpGiven, value: -1 }, field: 'value' } },
  heartTalk: { valid: heartTalk, invalid: { data: { ...heartTalk, topics: [] }, field: 'topics' } },
  studyMeasures: { valid: studyMeasures, invalid: { data: { ...studyMeasures, counsellor: '' }, field: 'counsellor' } },
  careReport: { valid: careReport, invalid: { data: { ...careReport, next: '' }, field: 'next' } },
  handoverSheet: { valid: handoverSheet, invalid: { data: { ...handoverSheet, open: '' }, field: 'open' } },
} as const;
