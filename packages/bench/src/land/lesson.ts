import type { Chance } from '../chance.js';
import type { BenchPair } from './district.js';

const subjects = ['chinese', 'mathematics', 'english', 'science', 'sports', 'music', 'art'] as const;
const grades = ['三年级1班', '四年级2班', '五年级2班', '六年级1班', '七年级3班'] as const;
const phrases = [
  '双方骨干教师逐项研究本阶段任务',
  '走进课堂听课并当面反馈',
  '形成共同的教学设计一份',
  '约定下月继续同一主题',
  '查看教研记录与听评课登记',
  '完善分层作业与错题整理',
  '民办学校已按建议调整课表',
  '参与教师完成课后反思',
] as const;

const sentence = (chance: Chance, n: number): string =>
  `${Array.from({ length: n }, () => chance.pick(phrases)).join('，')}。`;

export type Lesson = Readonly<Record<string, string | number | readonly string[]>>;

/** 名师送教: what W1 writes, and four of ten records that are there already. */
export const lessonOf = (chance: Chance, pair: BenchPair, on: string): Lesson => ({
  on,
  teacher: chance.pick(pair.helper.teachers),
  subject: chance.pick(subjects),
  grade: chance.pick(grades),
  theme: `送教课题第${chance.below(900) + 100}讲`,
  attendees: 8 + chance.below(40),
  minutes: 40 + chance.below(3) * 10,
  effect: sentence(chance, 2),
});

type Maker = (chance: Chance, pair: BenchPair, on: string) => Lesson;

const event = (chance: Chance) => ({
  theme: `研讨主题第${chance.below(900) + 100}号`,
  attendees: 4 + chance.below(30),
  content: sentence(chance, 4),
  effect: sentence(chance, 1),
});

/** Forms of the programme, how many of a hundred records are of each, who writes it, and its data. */
export const forms: readonly {
  readonly form: string;
  readonly share: number;
  readonly side: 'helper' | 'helped';
  readonly data: Maker;
}[] = [
  { form: 'masterLesson', share: 40, side: 'helper', data: lessonOf },
  {
    form: 'researchEvent',
    share: 25,
    side: 'helper',
    data: (chance, _, on) => ({
      on,
      kind: chance.pick(['preparation', 'sameTopic', 'commenting', 'homework']),
      subject: chance.pick(subjects),
      ...event(chance),
    }),
  },
  {
    form: 'cadreExchange',
    share: 15,
    side: 'helped',
    data: (chance, _, on) => ({ on, place: chance.pick(['helper', 'helped', 'online']), ...event(chance) }),
  },
  {
    form: 'guidance',
    share: 10,
    side: 'helper',
    data: (chance, _, on) => ({
      on,
      areas: [chance.pick(['management', 'teaching', 'safety'])],
      content: sentence(chance, 4),
      effect: sentence(chance, 1),
    }),
  },
  {
    form: 'jointMeeting',
    share: 6,
    side: 'helper',
    data: (chance, _, on) => ({ on, dimensions: ['management', 'teaching'], ...event(chance) }),
  },
  {
    form: 'followStudy',
    share: 4,
    side: 'helped',
    data: (chance, pair, on) => ({
      on,
      teacher: chance.pick(pair.helped.teachers),
      master: chance.pick(pair.helper.teachers),
      subject: chance.pick(subjects),
      days: 1 + chance.below(10),
      content: sentence(chance, 3),
    }),
  },
];
