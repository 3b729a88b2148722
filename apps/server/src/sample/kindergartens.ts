/** Three made-up kindergartens, as the rest of the district. */

export interface SampleKindergarten {
  readonly name: string;
  readonly code: string;
  readonly contact: string;
  readonly phone: string;
  readonly username: string;
  readonly teachers: readonly string[];
}

export const helper: SampleKindergarten = {
  name: '云川区机关幼儿园',
  code: '1161030101',
  contact: '林若兰',
  phone: '0913-5550401',
  username: 'jiguan',
  teachers: ['林若兰', '宋雅文', '胡晓蔓'],
};

/** The first is one stage further than the second. */
export const helped: readonly [SampleKindergarten, SampleKindergarten] = [
  {
    name: '河西镇中心幼儿园',
    code: '1161030301',
    contact: '安静怡',
    phone: '0913-5550402',
    username: 'hexiyou',
    teachers: ['安静怡', '罗青', '陶春燕'],
  },
  {
    name: '东郊街道幼儿园',
    code: '1161030201',
    contact: '米兰',
    phone: '0913-5550403',
    username: 'dongjiaoyou',
    teachers: ['米兰', '葛小慧'],
  },
];

export const papers = [
  {
    after: 3,
    kind: 'leadingGroup',
    title: '结对帮扶领导小组名单',
    content: '帮教园园长任组长，两所结对园园长任副组长，保教主任负责日常联络。',
    members: '组长林若兰；成员安静怡、米兰、宋雅文',
  },
  {
    after: 8,
    kind: 'survey',
    title: '结对园园情摸底',
    content: '走访班级、查阅计划、与教师座谈，梳理一日生活、区角材料和家园联系三方面的需要。',
  },
  {
    after: 12,
    kind: 'plan',
    title: '学年帮扶计划',
    content: '按阶段列出到园指导、送教、师徒结对、跟班学习和特色活动的安排与责任人。',
  },
  {
    after: 15,
    kind: 'agreement',
    title: '结对帮扶协议',
    content: '明确双方职责、联系人和一学年的主要任务，期末共同回顾。',
    signers: '林若兰、安静怡、米兰',
  },
] as const;

export const before = [
  { ideas: 66, teaching: 61, environment: 55, management: 63 },
  { ideas: 60, teaching: 57, environment: 52, management: 58 },
] as const;

export const guidance = [
  { content: '看半日活动，指导教师调整集体教学的时间，送大班语言活动一节、听中班活动一节。', heard: 1 },
  { content: '查看一日生活安排和保教计划，送小班健康活动一节，约定下次再听课。', heard: 0 },
] as const;

/** The second still lacks a system and a body. */
export const lacking = '尽快成立家长委员会，并把财务管理制度修订后公示。';

export const returned = {
  content: '指导班级区角材料的投放，与教师讨论观察记录的写法。',
  reason: '当天还听了一节活动课，请补上听课节数',
};

export const latest = '查看调整后的区角，听小班艺术活动一节，建议增加自然材料。';

export const activities = [
  ['绘本《彩虹色的花》', 'language', '大二班', 14],
  ['科学活动《会变的影子》', 'science', '中一班', 12],
] as const;

export const comment = '目标贴近幼儿经验，提问可以再开放一些，操作环节给足时间。';
