import { choice, type Data, integer, share, t, leadingGroup } from '@xieshou/sdk';
import { academicSettings } from './academic/settings.js';
import { failedCoursesSettings } from './failed-courses/settings.js';
import { onlyIn } from './only-in.js';
import { partyMembersSettings } from './party-members/settings.js';
import { warnedSettings } from './warned/settings.js';
import { hardshipSettings } from './hardship/settings.js';
import { pupilSettings } from './pupils/settings.js';

const pointUnit = t('分', 'points');
const placeUnit = t('名', 'places');
const times = t('次', 'times');

/** One line of the plan's table: points, and what they are given for. */
const pointsFor = (o: { readonly zh: string; readonly en: string; readonly points: number }) =>
  integer({
    title: t(`${o.zh}加分`, `Points for level ${o.en}`),
    unit: pointUnit,
    min: 0,
    max: 100,
    default: o.points,
    place: '五2',
    explain: t(`达到${o.zh}标准时，每人在综合测评中加多少分。`, `Points that each member is given at level ${o.en}.`),
  });
const placesFor = (o: { readonly zh: string; readonly en: string; readonly places: number }) =>
  integer({
    title: t(`${o.zh}名次`, `Places for level ${o.en}`),
    unit: placeUnit,
    min: 1,
    max: 500,
    default: o.places,
    place: '五2',
    explain: t(
      `被帮扶人智育名次比上学期至少提高多少名，达到${o.zh}标准；含本数。`,
      `Places that the helped student’s rank rises against the term before, at least, for level ${o.en}.`,
    ),
  });
const clearedFor = (o: { readonly zh: string; readonly en: string; readonly cleared: number }) =>
  share({
    title: t(`${o.zh}学分`, `Credits for level ${o.en}`),
    min: 100,
    max: 10_000,
    default: o.cleared,
    place: '五2',
    explain: t(
      `积欠学分比上学期至少减少多少，达到${o.zh}标准；含本数，本学期新欠的学分计算在内。`,
      `By how much the credits owed fall against the term before, at least, for level ${o.en}; what is newly owed counts.`,
    ),
  });

const kinds = [
  { value: 'classmates', title: t('同学结对', 'Classmates') },
  { value: 'failedCourses', title: t('学习困难学生帮扶', 'Students with failed courses') },
  { value: 'partyMembers', title: t('学生党员一对一', 'Student Party members, one to one') },
  { value: 'warned', title: t('学业预警帮扶', 'Students with a warning') },
  { value: 'hardship', title: t('困难学生结对帮扶', 'Students in hardship') },
  { value: 'pupils', title: t('学科教师与学生', 'Subject teachers and pupils') },
  { value: 'peers', title: t('同班一帮一', 'Two classmates') },
] as const;

const academic = ['failedCourses', 'partyMembers', 'warned'];
const withPlan = ['classmates', ...academic, 'pupils'];

/** Every number of the plan that the programme uses, with its place in the plan. */
export const settings = {
  kind: choice(kinds, {
    title: t('项目类型', 'Kind of programme'),
    default: 'classmates',
    place: '各方案',
    explain: t('决定用哪些名册、表单和考核。', 'Decides which registers, forms and outcomes there are.'),
  }),
  ...onlyIn(['classmates'], {
    basis: choice(
      [
        { value: 'progress', title: t('名次和学分', 'Ranks and credits') },
        { value: 'scholarship', title: t('大一新生奖学金', 'Scholarships of first-years') },
      ],
      {
        title: t('考核依据', 'What is looked at'),
        default: 'progress',
        place: '五2、八',
        explain: t(
          '一般结对看被帮扶人的名次和积欠学分；大一新生结对看学期结束时所获的奖学金，不限班级。',
          'Ranks and credits owed; or, for first-years paired with second-years, the scholarship at the end of the term, whatever their class.',
        ),
      },
    ),
    helpedShare: share({
      title: t('被帮扶人排名范围', 'Bottom share that is helped'),
      default: 2000,
      place: '二2',
      explain: t(
        '上学期智育排名在后百分之多少的学生可以作为被帮扶人。',
        'Students in this bottom share of last term’s ranking may be helped.',
      ),
    }),
    helpedRule: choice(
      [
        { value: 'any', title: t('符合一项即可', 'Either is enough') },
        { value: 'all', title: t('两项都要符合', 'Both are needed') },
      ],
      {
        title: t('排名与积欠学分', 'Rank and credits owed'),
        default: 'any',
        place: '二2',
        explain: t(
          '排名靠后和积欠学分，是符合一项即可受帮扶，还是两项都要符合。',
          'Whether a low rank or credits owed are each enough to be helped, or both are needed.',
        ),
      },
    ),
    helperShare: share({
      title: t('帮扶人排名范围', 'Top share that helps'),
      default: 4000,
      place: '二3',
      explain: t(
        '上学期智育排名在前百分之多少的学生可以作为帮扶人；放宽时须写明理由。',
        'Students in this top share of last term’s ranking may help; beyond it only with a reason.',
      ),
    }),
    rankScope: choice(
      [
        { value: 'class', title: t('班级', 'class') },
        { value: 'major', title: t('专业', 'major') },
        { value: 'grade', title: t('年级', 'grade') },
      ],
      {
        title: t('排名口径', 'Among whom ranks are given'),
        default: 'class',
        place: '二1',
        explain: t(
          '导入的智育排名是在班级、专业还是年级中排的；方案以班级为单位。',
          'Whether the imported ranks are those of a class, a major or a grade; the plan goes by class.',
        ),
      },
    ),
  }),
  pairsPerHelper: integer({
    title: t('一名帮扶人最多帮扶', 'Most students per helper'),
    unit: t('人', 'students'),
    min: 1,
    max: 10,
    default: 1,
    place: '一',
    explain: t('方案为一对一，人手不足时可以放宽。', 'The plan pairs one to one; widen it where helpers are few.'),
  }),
  ...onlyIn(withPlan, {
    plansPerTerm: integer({
      title: t('帮扶计划', 'Plans'),
      unit: t('份', 'plans'),
      min: 0,
      max: 5,
      default: 1,
      place: '三1',
      explain: t('每个对子每学期至少制定几份帮扶计划。', 'Plans that each pair makes in a term, at least.'),
    }),
  }),
  ...onlyIn(withPlan, {
    sessionsPerWeek: integer({
      title: t('每周帮扶', 'Sessions a week'),
      unit: times,
      min: 0,
      max: 14,
      default: 1,
      place: '四一3',
      explain: t(
        '每个教学周至少帮扶几次。方案要求长期坚持，没有规定次数；0 表示不作要求。',
        'Sessions in each teaching week, at least. The plan asks for steady work and gives no number; 0 asks for none.',
      ),
    }),
  }),
  ...onlyIn(['classmates'], {
    evaluationsPerTerm: integer({
      title: t('期末自评', 'Evaluations'),
      unit: t('份', 'evaluations'),
      min: 0,
      max: 5,
      default: 1,
      place: '五1',
      explain: t(
        '每个对子每学期至少写几份期末自评。',
        'Evaluations that each pair writes at the end of a term, at least.',
      ),
    }),
  }),
  ...onlyIn(['classmates'], {
    firstPoints: pointsFor({ zh: '一等', en: '1', points: 10 }),
    secondPoints: pointsFor({ zh: '二等', en: '2', points: 8 }),
    thirdPoints: pointsFor({ zh: '三等', en: '3', points: 6 }),
    fourthPoints: pointsFor({ zh: '四等', en: '4', points: 4 }),
    firstPlaces: placesFor({ zh: '一等', en: '1', places: 25 }),
    secondPlaces: placesFor({ zh: '二等', en: '2', places: 15 }),
    thirdPlaces: placesFor({ zh: '三等', en: '3', places: 10 }),
    fourthPlaces: placesFor({ zh: '四等', en: '4', places: 5 }),
    secondCleared: clearedFor({ zh: '二等', en: '2', cleared: 8000 }),
    thirdCleared: clearedFor({ zh: '三等', en: '3', cleared: 6000 }),
    fourthCleared: clearedFor({ zh: '四等', en: '4', cleared: 5000 }),
    pointsTo: choice(
      [
        { value: 'both', title: t('双方各得', 'Each of the two') },
        { value: 'helper', title: t('仅帮扶人', 'The helper alone') },
      ],
      {
        title: t('加分对象', 'Who is given the points'),
        default: 'both',
        place: '五2',
        explain: t(
          '方案写作“2×10”，即两人各得该等次的分值；也可以只给帮扶人。',
          'The plan writes “2 × 10”: each of the two is given the points of the level; or the helper alone.',
        ),
      },
    ),
    capOfPoints: integer({
      title: t('帮扶人加分上限', 'Most points of a helper'),
      unit: pointUnit,
      min: 0,
      max: 500,
      default: 0,
      place: '五2',
      explain: t(
        '帮扶多人的，按对子分别加分，一学期合计不超过多少分。方案没有规定；0 表示不设上限。',
        'A helper of several is given points for each pair, in a term at most so many. The plan names none; 0 sets no limit.',
      ),
    }),
  }),
  ...onlyIn(['classmates', ...academic], {
    confirmWithin: integer({
      title: t('确认期限', 'Time to confirm'),
      unit: t('个工作日', 'working days'),
      min: 0,
      max: 60,
      default: 5,
      place: '四',
      explain: t(
        '对方超过这个工作日数没有答复，记录视为已确认；填 0 表示必须由对方确认。',
        'Without an answer for so many working days a record counts as confirmed; 0 means that the other must always confirm.',
      ),
    }),
  }),
  ...academicSettings,
  ...failedCoursesSettings,
  ...partyMembersSettings,
  ...warnedSettings,
  ...hardshipSettings,
  ...pupilSettings,
  ...onlyIn(
    kinds.map(({ value }) => value).filter((value) => value !== 'warned'),
    leadingGroup,
  ),
};

export type Settings = Data<typeof settings>;
