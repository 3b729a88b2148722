/** A made-up college of a made-up city. Every name here is invented; any likeness to a real school or person is chance. */

export const bureau = '江平市教育局';
export const college = '江平航空职业学院';
export const major = '航空物流专业2024级';
export const grade = '2024级';

/** Name, place in the major last term, credits owed, whether an applicant for Party membership, on the class committee. */
export type SampleStudent = readonly [
  name: string,
  rank: number,
  owed: number,
  ...posts: readonly ('applicant' | 'committee' | 'union')[],
];

export const classes: readonly { readonly name: string; readonly students: readonly SampleStudent[] }[] = [
  {
    name: '航空物流2401班',
    students: [
      ['叶清和', 2, 0, 'applicant', 'committee'],
      ['邵子墨', 31, 6],
      ['简宁', 5, 0, 'committee'],
      ['温如玉', 33, 4],
      ['池俊杰', 8, 0],
      ['莫晓冬', 12, 0, 'union'],
      ['辛亦凡', 17, 0],
      ['喻文博', 20, 2],
      ['安可欣', 23, 0],
      ['祁连山', 26, 0],
      ['骆云飞', 29, 3],
      ['应嘉禾', 14, 0],
    ],
  },
  {
    name: '航空物流2402班',
    students: [
      ['费思敏', 1, 0, 'applicant'],
      ['杭天宇', 4, 0, 'committee'],
      ['舒雨晴', 9, 0],
      ['裴志诚', 10, 0, 'union'],
      ['计小满', 15, 0],
      ['樊星辰', 18, 0],
      ['卓越', 21, 0],
      ['车雅琴', 24, 1],
      ['仇海洋', 27, 0],
      ['甘露', 30, 0],
      ['冉启航', 34, 8],
      ['尹若兰', 36, 9],
    ],
  },
  {
    name: '航空物流2403班',
    students: [
      ['包容', 3, 0, 'committee'],
      ['诸葛明', 6, 0],
      ['司徒静', 7, 0, 'applicant'],
      ['乐天成', 11, 0],
      ['巫小雅', 13, 0],
      ['宗泽宇', 16, 0],
      ['边疆', 19, 0],
      ['房晓彤', 22, 0],
      ['滕思远', 25, 0],
      ['解语', 28, 0],
      ['农夏', 32, 5],
      ['麦子航', 35, 7],
    ],
  },
];

/** Helper and helped who have been at it since September; the first two sign in. */
export const pairs = [
  ['叶清和', '邵子墨'],
  ['费思敏', '尹若兰'],
] as const;

export const plan = {
  difficulties: '高等数学和航空货运英语基础薄弱，课后复习不连续，上学期两门课程不及格。',
  goal: '补考通过两门课程，专业排名提高 10 名以上',
  times: '每周三、周五 19:00，图书馆二楼自习区',
  measures: '每周梳理一次课堂笔记，完成一组习题；期中前做一套往年试卷，错题逐题讲解。',
  met: true,
};

/** Course, what was done, minutes: one session a week. */
export const sessions = [
  ['高等数学', '讲解极限与连续的概念，订正课后习题八道', 90],
  ['航空货运英语', '复习货运单证常用词汇，练习填写航空货运单', 60],
  ['高等数学', '导数的应用：单调性与极值，完成练习一组', 90],
  ['物流统计', '整理平均数与标准差的计算步骤，讲评作业', 60],
  ['高等数学', '期中前复习，做往年试卷一套并讲解错题', 120],
  ['航空货运英语', '朗读与听写，模拟客户询价对话', 60],
] as const;
