import { type Data, day, integer, t, leadingGroup } from '@xieshou/sdk';

const times = t('次', 'times');

const number = (o: {
  readonly title: { zh: string; en: string };
  readonly unit: { zh: string; en: string };
  readonly max: number;
  readonly default: number;
  readonly place: string;
  readonly explain: { zh: string; en: string };
}) => integer({ min: 0, ...o });

const names = {
  1: t('第一阶段', 'Stage 1'),
  2: t('第二阶段', 'Stage 2'),
  3: t('第三阶段', 'Stage 3'),
  4: t('第四阶段', 'Stage 4'),
};

/** The plan gives no dates: whoever runs it may set them, and leave them open. */
const from = (stage: keyof typeof names) =>
  day({
    title: t(`${names[stage].zh}开始日期`, `${names[stage].en}: first day`),
    place: names[stage].zh,
    explain: t(
      '方案没有规定时间，可以不填。只作显示。',
      'The plan names no days; leave it empty if you like. Shown only.',
    ),
    optional: true,
  });
const until = (stage: keyof typeof names) =>
  day({
    title: t(`${names[stage].zh}完成日期`, `${names[stage].en}: last day`),
    place: names[stage].zh,
    explain: t(
      '方案没有规定时间，可以不填。过了这一天仍未完成的显示为逾期，仍可继续办理。',
      'The plan names no days; leave it empty if you like. A stage not closed by then is shown as late, and may still be closed.',
    ),
    optional: true,
  });

/** Every number of the plan that the programme uses, with its place in the plan. */
export const settings = {
  partnersPerHelper: integer({
    title: t('一所帮教园最多结对', 'Most kindergartens per helper'),
    unit: t('所', 'kindergartens'),
    min: 1,
    max: 10,
    default: 2,
    place: '三',
    explain: t('方案为一所帮教园帮扶两所结对园。', 'In the plan one kindergarten helps two.'),
  }),
  exchangedLessons: number({
    title: t('同次到园送课并听课', 'Lessons sent and heard on one visit'),
    unit: times,
    max: 10,
    default: 1,
    place: '第一阶段4',
    explain: t(
      '每所结对园至少有几次“送一节课、听一节课”在同一次到园时完成；分两次完成的不计。',
      'For each helped kindergarten: how often a lesson is sent and one heard on the same visit; on two visits it does not count.',
    ),
  }),
  lessonsSent: number({
    title: t('送教活动', 'Teaching activities sent'),
    unit: times,
    max: 20,
    default: 2,
    place: '第二阶段1',
    explain: t('每所结对园至少送几次教学活动。', 'Teaching activities sent to each helped kindergarten, at least.'),
  }),
  apprentices: number({
    title: t('徒弟人数', 'Apprentices'),
    unit: t('人', 'teachers'),
    max: 20,
    default: 2,
    place: '第二阶段2',
    explain: t(
      '每所结对园至少几名骨干教师拜师；方案只说数名，默认两名。',
      'Teachers of each helped kindergarten who have a master, at least. The plan says several; two unless set otherwise.',
    ),
  }),
  observations: number({
    title: t('听课评课', 'Observations'),
    unit: times,
    max: 50,
    default: 2,
    place: '第二阶段2',
    explain: t(
      '每所结对园的徒弟至少共被听课评课几次；方案没有规定次数。',
      'Observations of the apprentices of each helped kindergarten, at least, all together. The plan gives no number.',
    ),
  }),
  stayFewest: integer({
    title: t('跟班教师最少', 'Fewest teachers who follow work'),
    unit: t('人', 'teachers'),
    min: 1,
    max: 2,
    default: 1,
    place: '第三阶段1',
    explain: t(
      '每所结对园派到帮教园跟班的教师，一次最少几名，含本数。',
      'Teachers whom a helped kindergarten sends at once, at least; exactly so many are enough.',
    ),
  }),
  stayMost: integer({
    title: t('跟班教师最多', 'Most teachers who follow work'),
    unit: t('人', 'teachers'),
    min: 2,
    max: 10,
    default: 2,
    place: '第三阶段1',
    explain: t('一次最多几名，含本数。', 'At most; exactly so many still may.'),
  }),
  trainings: number({
    title: t('技能培训', 'Skills training'),
    unit: times,
    max: 20,
    default: 1,
    place: '第三阶段2',
    explain: t('到每所结对园至少培训几次。', 'Trainings at each helped kindergarten, at least.'),
  }),
  donations: number({
    title: t('捐赠', 'Donations'),
    unit: times,
    max: 20,
    default: 1,
    place: '第四阶段2',
    explain: t(
      '向每所结对园至少捐赠几次资料或读物；力所能及，填 0 表示不要求。',
      'Gifts of material or books to each helped kindergarten, at least; 0 asks for none.',
    ),
  }),
  confirmWithin: integer({
    title: t('确认期限', 'Time to confirm'),
    unit: t('个工作日', 'working days'),
    min: 0,
    max: 60,
    default: 5,
    place: '三',
    explain: t(
      '对方超过这个工作日数没有答复，记录视为已确认；填 0 表示必须由对方确认。',
      'Without an answer for so many working days a record counts as confirmed; 0 means that the other side must always confirm.',
    ),
    local: true,
  }),
  firstFrom: from(1),
  firstUntil: until(1),
  secondFrom: from(2),
  secondUntil: until(2),
  thirdFrom: from(3),
  thirdUntil: until(3),
  fourthFrom: from(4),
  fourthUntil: until(4),
  ...leadingGroup,
};

export type Settings = Data<typeof settings>;
