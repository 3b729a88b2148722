import { type Data, integer, share, t, leadingGroup } from '@xieshou/sdk';

const times = t('次', 'times');
const days = t('天', 'days');
const workingDays = t('个工作日', 'working days');

/** What a grade adds to a public school's appraisal: the plan promises points and names no number. */
const points = (title: { zh: string; en: string }) =>
  integer({
    title,
    unit: t('分', 'points'),
    min: 0,
    max: 20,
    default: 0,
    place: '五4',
    explain: t(
      '公办学校帮扶工作评为该等次时，在年度综合考评中加多少分。方案没有规定分值，由区县确定；0 表示不加分。',
      'What this grade adds to the public school’s yearly appraisal. The plan gives no number: the district sets it; 0 adds nothing.',
    ),
  });

/** Every number of the plan that the programme uses, with its place in the plan. */
export const settings = {
  meetingsPerTerm: integer({
    title: t('联席会议', 'Joint meetings'),
    unit: times,
    min: 0,
    max: 20,
    default: 2,
    place: '四（二）1',
    explain: t(
      '每学期两校管理队伍至少一起开几次会。一次会议有几所民办学校参加，对每一所都算一次。',
      'How often both management teams meet in a term, at least. One meeting with several private schools counts once for each.',
    ),
  }),
  exchangesPerMonth: integer({
    title: t('干部交流', 'Cadre exchanges'),
    unit: times,
    min: 0,
    max: 20,
    default: 1,
    place: '四（二）2',
    explain: t('两校管理干部每月至少交流几次。', 'How often the schools’ leaders exchange views in a month, at least.'),
  }),
  lessonsPerMonth: integer({
    title: t('名师送教', 'Master lessons'),
    unit: times,
    min: 0,
    max: 50,
    default: 1,
    place: '四（二）3',
    explain: t(
      '公办学校每月至少向民办学校送几次课，对方确认后才计入。',
      'How many lessons the public school sends in a month, at least. Each counts once the other side has confirmed it.',
    ),
  }),
  researchPerMonth: integer({
    title: t('教学研讨', 'Teaching research events'),
    unit: times,
    min: 0,
    max: 20,
    default: 1,
    place: '四（二）4',
    explain: t(
      '每月至少共同开展几次教研，由任一方记录、另一方确认。',
      'How many research events are held together in a month, at least; either side records, the other confirms.',
    ),
  }),
  followShare: share({
    title: t('跟岗教师比例', 'Share of teachers sent to follow work'),
    min: 0,
    max: 10_000,
    default: 1000,
    place: '四（二）5',
    explain: t(
      '民办学校每学期选派到公办学校跟岗的教师占本校教师的比例，不足一人按一人算；人数以学期开始时的教师名册为准，同一教师一学期只算一次。',
      'Teachers that the private school sends each term, as a share of its own, rounded up. Its register on the first day of the term decides; nobody counts twice in a term.',
    ),
  }),
  plansPerYear: integer({
    title: t('年度帮扶计划', 'Yearly plans'),
    unit: t('份', 'plans'),
    min: 0,
    max: 5,
    default: 1,
    place: '四（一）',
    explain: t(
      '公办学校每学年根据摸底情况和问题清单制定几份帮扶计划。',
      'Plans that the public school makes each school year from its survey and the list of problems.',
    ),
  }),
  fileWithin: integer({
    title: t('备案期限', 'Time to file'),
    unit: workingDays,
    min: 0,
    max: 60,
    default: 10,
    place: '五3',
    explain: t(
      '摸底调研和年度计划报送后，教育局几个工作日内备案或退回；方案没有规定期限，逾期只提示，不自动备案。0 表示不设期限。',
      'Working days for the bureau to file or return a survey or a yearly plan. The plan sets none: a late one is shown, never filed by itself. 0: no deadline.',
    ),
  }),
  summariesPerTerm: integer({
    title: t('学期小结', 'Summaries'),
    unit: t('份', 'summaries'),
    min: 0,
    max: 5,
    default: 1,
    place: '五4',
    explain: t('公办学校每学期写几份帮扶小结。', 'Summaries that the public school writes each term.'),
  }),
  rectifyWithin: integer({
    title: t('整改期限', 'Time to put things right'),
    unit: workingDays,
    min: 1,
    max: 120,
    default: 10,
    place: '四（三）3',
    explain: t(
      '方案只要求立即整改；没有另定期限时，从提出之日起按这个工作日数计算。',
      'The plan says at once: unless another day is set, so many working days from the day on which the problem is named.',
    ),
  }),
  standardShare: share({
    title: t('达标要求', 'Share of the standard to be reached'),
    min: 0,
    max: 10_000,
    default: 10_000,
    place: '五4',
    explain: t(
      '民办学校达到评估标准的指标占全部指标的比例，不足一项按一项算。标准是最低要求，因此默认全部达到。',
      'Items of the standard that a private school must reach, as a share of all, rounded up. The standard is a minimum, so all of them unless set otherwise.',
    ),
  }),
  pointsExcellent: points(t('优秀等次加分', 'Points for “excellent”')),
  pointsGood: points(t('良好等次加分', 'Points for “good”')),
  pointsPass: points(t('合格等次加分', 'Points for “satisfactory”')),
  teachingDaysNeeded: integer({
    title: t('月度要求的起算天数', 'Teaching days that make a month due'),
    unit: days,
    min: 0,
    max: 23,
    default: 10,
    place: '四（二）2—4',
    explain: t(
      '一个月的教学日少于这个天数（如寒暑假所在月）时，当月不作要求。',
      'A month with fewer teaching days than this, such as a holiday month, is not due.',
    ),
  }),
  confirmWithin: integer({
    title: t('确认期限', 'Time to confirm'),
    unit: workingDays,
    min: 0,
    max: 60,
    default: 5,
    place: '五2',
    explain: t(
      '对方超过这个工作日数没有答复，记录视为已确认；填 0 表示必须由对方确认。',
      'Without an answer for so many working days a record counts as confirmed; 0 means that the other side must always confirm.',
    ),
    local: true,
  }),
  schoolsPerHelper: integer({
    title: t('一所公办学校最多结对', 'Most private schools per public school'),
    unit: t('所', 'schools'),
    min: 1,
    max: 10,
    default: 1,
    place: '三',
    explain: t(
      '方案为一对一；公办学校不够时可以放宽，一所民办学校始终只有一所公办学校。',
      'The plan pairs one to one; widen it where public schools are few. A private school always has a single helper.',
    ),
  }),
  ...leadingGroup,
};

export type Settings = Data<typeof settings>;
