import { type Data, integer, t } from '@xieshou/sdk';

const times = t('次', 'times');
const days = t('天', 'days');
const workingDays = t('个工作日', 'working days');

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
};

export type Settings = Data<typeof settings>;
