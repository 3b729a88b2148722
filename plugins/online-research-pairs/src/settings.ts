import { type Data, day, integer, t, text, leadingGroup } from '@xieshou/sdk';

const times = t('次', 'times');
const untilDay = (o: { title: { zh: string; en: string }; place: string; explain: { zh: string; en: string } }) =>
  day({ optional: true, ...o });

/** Every number of the plan that the programme uses, with its place in it. */
export const settings = {
  teachers: integer({
    title: t('参加结对的教师', 'Teachers to be paired'),
    unit: t('人', 'people'),
    min: 1,
    max: 1000,
    default: 64,
    place: '三（一）1',
    explain: t(
      '帮扶学校推选多少名教师一对一结对。受援学校同学科教师不足时，多出的教师等候，不作一对多。',
      'How many teachers the helping school puts forward, one to one. Where the other schools have fewer of a subject, the rest wait; nobody takes two.',
    ),
  }),
  compiler: text({
    title: t('汇总填报的副校长', 'Vice-head who compiles'),
    maxLength: 30,
    place: '三（一）3',
    explain: t(
      '每季度汇总并填写应用情况表的副校长姓名。应用情况表的填表人须与此一致。',
      'Name of the vice-head who fills in the form each quarter; the form is accepted from nobody else.',
    ),
  }),
  openedOn: untilDay({
    title: t('网络学习空间开通日期', 'Day on which the learning spaces open'),
    place: '三（一）1、2',
    explain: t(
      '互认好友、提供资源和网络教研从这一天起才能登记，资源储备只能在这一天之前登记。没有填写即尚未开通。',
      'Friends, resources and online research are recorded from this day on, reserves only before it. Left empty, nothing has opened yet.',
    ),
  }),
  resourcesPerTerm: integer({
    title: t('提供资源', 'Resources given'),
    unit: times,
    min: 0,
    max: 50,
    default: 1,
    place: '三（一）2',
    explain: t(
      '每对教师每学期至少提供几次资源。方案没有写明次数，由教育局定；0 表示不作要求。',
      'How often each pair of teachers gives resources in a term, at least. The plan names no number: the bureau does; 0 asks for none.',
    ),
  }),
  researchPerQuarter: integer({
    title: t('网络教研', 'Online research'),
    unit: times,
    min: 0,
    max: 500,
    default: 3,
    place: '三（一）2',
    explain: t(
      '两校之间全部结对教师每季度合计至少开展几次。方案没有写明次数，由教育局定；0 表示不作要求。',
      'How often all pairs between two schools together do so in a quarter, at least. The plan names no number: the bureau does.',
    ),
  }),
  visitsPerTerm: integer({
    title: t('两校互访', 'Visits between the schools'),
    unit: times,
    min: 0,
    max: 20,
    default: 1,
    place: '四2',
    explain: t(
      '每学期至少互访交流几次。方案要求建立稳定的互访机制，次数由教育局定。',
      'Visits in a term, at least. The plan wants them to be steady; the bureau sets the number.',
    ),
  }),
  confirmWithin: integer({
    title: t('确认期限', 'Time to confirm'),
    unit: t('个工作日', 'working days'),
    min: 0,
    max: 60,
    default: 5,
    place: '三（一）2',
    explain: t(
      '对方收到资源、教研和互访记录后，超过这个工作日数没有答复即视为确认；0 表示必须由对方确认。互认好友始终由对方确认。',
      'Without an answer for so many working days resources, research and visits count as confirmed; 0: the other side must always confirm. Friends always confirm themselves.',
    ),
    local: true,
  }),
  startUntil: untilDay({
    title: t('启动阶段截止', 'Start until'),
    place: '三（二）',
    explain: t('方案为二至三月；由教育局填写本学年的日期。', 'February to March in the plan; the bureau sets the day.'),
  }),
  friendsUntil: untilDay({
    title: t('培训与互认阶段截止', 'Training and friends until'),
    place: '三（二）',
    explain: t('方案为七至八月；由教育局填写本学年的日期。', 'July to August in the plan; the bureau sets the day.'),
  }),
  useUntil: untilDay({
    title: t('全面应用阶段截止', 'Full use until'),
    place: '三（二）',
    explain: t('方案为九月起；由教育局填写日期。', 'From September in the plan; the bureau sets the day.'),
  }),
  summaryUntil: untilDay({
    title: t('总结阶段截止', 'Summary until'),
    place: '三（二）',
    explain: t('方案为十二月；由教育局填写日期。', 'December in the plan; the bureau sets the day.'),
  }),
  ...leadingGroup,
};

export type Settings = Data<typeof settings>;
