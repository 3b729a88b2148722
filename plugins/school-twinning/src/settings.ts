import { choice, choices, type Data, day, integer, schoolSubjects, t, leadingGroup } from '@xieshou/sdk';

const times = t('次', 'times');

const kinds = [
  { value: 'twinning', title: t('城乡学校结对', 'Town and village schools') },
  { value: 'cobuilding', title: t('两校共建', 'Two schools co-building') },
  { value: 'campaign', title: t('同建同治', 'Co-building campaign') },
] as const;

const often = (o: {
  readonly title: { zh: string; en: string };
  readonly place: string;
  readonly explain: { zh: string; en: string };
  readonly default: number;
  readonly is: readonly (typeof kinds)[number]['value'][];
}) => {
  const { is, ...rest } = o;
  return integer({ unit: times, min: 0, max: 50, when: { field: 'kind', is }, ...rest });
};

const schools = ['twinning', 'cobuilding'] as const;

/** Every number of the plans that the programme uses, with its place in them. */
export const settings = {
  kind: choice(kinds, {
    title: t('项目类型', 'Kind of programme'),
    default: 'twinning',
    place: '方案六、十三、五',
    explain: t(
      '决定用哪些表单：城乡结对送教支教，两校共建先摸底后对比，同建同治按周清扫、按月督查。',
      'Decides which forms there are: town schools send lessons and teachers; two schools build on a baseline; a campaign cleans weekly and is inspected monthly.',
    ),
  }),
  filedBy: day({
    title: t('工作方案备案截止', 'Work plans filed by'),
    place: '方案六 四1',
    explain: t(
      '双方学校把工作方案报教育局备案的最后一天，当天仍算按时。方案没有写明日期，由教育局填写。',
      'Last day on which both schools file their work plans; on that day it is still in time. The plan names none: the bureau does.',
    ),
    when: { field: 'kind', is: ['twinning'] },
  }),
  fileWithin: integer({
    title: t('备案办理期限', 'Time to file'),
    unit: t('个工作日', 'working days'),
    min: 0,
    max: 60,
    default: 10,
    place: '方案六 四1',
    explain: t(
      '方案报送后，教育局几个工作日内备案或退回；逾期只提示，不自动备案。0 表示不设期限。',
      'Working days in which the bureau files or returns a plan; a late one is shown, never filed by itself. 0: no deadline.',
    ),
  }),
  visitsPerTerm: often({
    title: t('到校帮扶', 'Visits'),
    default: 1,
    place: '方案六 二1，方案十三 四1',
    explain: t(
      '帮扶学校的领导和骨干教师每学期至少到对方学校几次。方案只写定期，次数由教育局定。',
      'How often leaders and backbone teachers visit in a term, at least. The plans say regularly; the bureau sets the number.',
    ),
    is: schools,
  }),
  lessonsPerTerm: often({
    title: t('示范课', 'Lessons'),
    default: 1,
    place: '方案六 二1，方案十三 四4',
    explain: t(
      '双方合计每学期至少上几次示范、观摩或研讨课。',
      'Lessons shown, observed or discussed in a term, of both sides together.',
    ),
    is: schools,
  }),
  exchangesPerTerm: often({
    title: t('交流活动', 'Exchanges'),
    default: 1,
    place: '方案六 二2，方案十三 四3',
    explain: t(
      '每学期至少共同开展几次学生、教研或资源交流。',
      'Exchanges of students, research or resources in a term, at least.',
    ),
    is: schools,
  }),
  staffPerYear: often({
    title: t('互派教师', 'Staff exchanged'),
    default: 1,
    place: '方案六 二3，方案十三 四2',
    explain: t(
      '每学年支教、跟班的教师合计至少几人次。',
      'Teachers sent to teach or to follow classes in a school year, at least.',
    ),
    is: schools,
  }),
  shortage: choices(schoolSubjects, {
    title: t('短缺学科', 'Subjects in short supply'),
    default: ['sports', 'art', 'music'],
    place: '方案六 二3',
    explain: t(
      '支教优先派这些学科的教师；派其他学科的可以提交，会有提示并留在记录里。',
      'Teachers of these subjects are sent first; others may be sent, and the record says so.',
    ),
    when: { field: 'kind', is: schools },
  }),
  cleaningsPerWeek: often({
    title: t('每周大扫除', 'Weekly cleaning'),
    default: 1,
    place: '方案五 二4',
    explain: t(
      '每个教学周至少清扫几次校园内外。',
      'How often the campus and its surroundings are cleaned in a teaching week.',
    ),
    is: ['campaign'],
  }),
  campaignsPerHalf: often({
    title: t('周边整治', 'Surroundings put in order'),
    default: 1,
    place: '方案五 二8',
    explain: t(
      '上、下半年各至少整治几次学校周边，每次五项都要写明。',
      'How often in each half-year, at least; each time all five areas are told.',
    ),
    is: ['campaign'],
  }),
  slogans: choices(
    [
      { value: 'five', title: t('五化', 'Five improvements') },
      { value: 'four', title: t('四清', 'Four cleanings') },
      { value: 'three', title: t('三基', 'Three basics') },
    ],
    {
      title: t('工作目标', 'Goals'),
      default: ['five', 'four', 'three'],
      place: '方案五 一',
      explain: t(
        '督查时对照的目标；方案没有解释含义，以当地文件为准。',
        'Goals that inspections look at; the plan does not explain them, local papers do.',
      ),
      when: { field: 'kind', is: ['campaign'] },
    },
  ),
  ranking: choice(
    [
      { value: 'off', title: t('不排名', 'None') },
      { value: 'on', title: t('按月排名', 'Monthly') },
    ],
    {
      title: t('督查排名', 'Ranking'),
      default: 'off',
      place: '方案五 三3',
      explain: t(
        '国务院办公厅有关规定不允许以积分排名考核基层，因此默认关闭；不排名时通报、奖惩和问责照常。',
        'State rules forbid ranking the grassroots by points, so it is off unless the bureau decides otherwise; bulletin, reward and accountability do not need it.',
      ),
      when: { field: 'kind', is: ['campaign'] },
    },
  ),
  rectifyWithin: integer({
    title: t('整改期限', 'Time to put things right'),
    unit: t('个工作日', 'working days'),
    min: 1,
    max: 120,
    default: 15,
    place: '方案六 四3',
    explain: t(
      '没有另定日期时，从提出之日起按这个工作日数计算。',
      'Unless another day is set, so many working days from the day on which it is named.',
    ),
  }),
  confirmWithin: integer({
    title: t('确认期限', 'Time to confirm'),
    unit: t('个工作日', 'working days'),
    min: 0,
    max: 60,
    default: 5,
    place: '方案六 二，方案十三 四',
    explain: t(
      '对方超过这个工作日数没有答复，记录视为已确认；填 0 表示必须由对方确认。',
      'Without an answer for so many working days a record counts as confirmed; 0 means that the other side must always confirm.',
    ),
    local: true,
  }),
  schoolsPerHelper: integer({
    title: t('一所学校最多帮扶', 'Most schools per helper'),
    unit: t('所', 'schools'),
    min: 1,
    max: 30,
    default: 1,
    place: '方案六 三',
    explain: t(
      '方案六一对一；同建同治中一所中心学校可以联系多个村小。',
      'Plan 6 pairs one to one; in the campaign a central school answers for several village schools.',
    ),
  }),
  ...leadingGroup,
};

export type Settings = Data<typeof settings>;

export const isCampaign = (s: Pick<Settings, 'kind'>): boolean => s.kind === 'campaign';
export const isTwinning = (s: Pick<Settings, 'kind'>): boolean => s.kind === 'twinning';
export const isCobuilding = (s: Pick<Settings, 'kind'>): boolean => s.kind === 'cobuilding';
/** Town and village, or two schools: whoever sends lessons and teachers. */
export const isOfSchools = (s: Pick<Settings, 'kind'>): boolean => !isCampaign(s);
