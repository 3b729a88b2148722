/** A made-up district. Every name here is invented; any likeness to a real school or person is chance. */

export const bureau = '云川区教育局';

export const offices = [
  { name: '民办教育管理股', kind: 'section' },
  { name: '基础教育股', kind: 'section' },
  { name: '城关中心校', kind: 'centreSchool' },
  { name: '东郊中心校', kind: 'centreSchool' },
  { name: '河西中心校', kind: 'centreSchool' },
] as const;

export interface SampleSchool {
  readonly name: string;
  readonly under: string;
  readonly ownership: 'public' | 'private';
  readonly schoolKind: 'primary' | 'junior' | 'nineYear' | 'complete';
  readonly code: string;
  readonly contact: string;
  readonly phone: string;
  /** Sign-in of the school's administrator. */
  readonly username: string;
  /** Teachers: name, subject as the forms call it, post. */
  readonly teachers: readonly (readonly [name: string, subject: string, post: string])[];
}

export const schools: readonly SampleSchool[] = [
  {
    name: '云川区实验小学',
    under: '城关中心校',
    ownership: 'public',
    schoolKind: 'primary',
    code: '2161030101',
    contact: '周文远',
    phone: '0913-5550101',
    username: 'shiyan',
    teachers: [
      ['周文远', '语文', '副校长'],
      ['韩雪梅', '语文', '教研主任'],
      ['陆建华', '数学', '名师工作室主持人'],
      ['方晓蕾', '英语', '骨干教师'],
      ['齐志强', '科学', '骨干教师'],
      ['苏婉清', '音乐', '教师'],
    ],
  },
  {
    name: '云川区第一小学',
    under: '城关中心校',
    ownership: 'public',
    schoolKind: 'primary',
    code: '2161030102',
    contact: '吴立群',
    phone: '0913-5550102',
    username: 'yixiao',
    teachers: [
      ['吴立群', '数学', '副校长'],
      ['邓秀兰', '语文', '学科带头人'],
      ['曹明远', '数学', '骨干教师'],
      ['江雨桐', '英语', '骨干教师'],
      ['贺春生', '体育', '教师'],
    ],
  },
  {
    name: '云川区第二小学',
    under: '城关中心校',
    ownership: 'public',
    schoolKind: 'primary',
    code: '2161030103',
    contact: '秦素芬',
    phone: '0913-5550103',
    username: 'erxiao',
    teachers: [
      ['秦素芬', '语文', '教导主任'],
      ['范国栋', '数学', '骨干教师'],
      ['白丽萍', '美术', '骨干教师'],
      ['孟凡', '语文', '教师'],
    ],
  },
  {
    name: '云川区第一初级中学',
    under: '东郊中心校',
    ownership: 'public',
    schoolKind: 'junior',
    code: '3161030201',
    contact: '任少波',
    phone: '0913-5550201',
    username: 'yizhong',
    teachers: [
      ['任少波', '物理', '副校长'],
      ['姚海燕', '数学', '学科带头人'],
      ['程志远', '化学', '骨干教师'],
      ['汪静怡', '英语', '骨干教师'],
      ['鲁国安', '历史', '教师'],
    ],
  },
  {
    name: '云川区东郊九年制学校',
    under: '东郊中心校',
    ownership: 'public',
    schoolKind: 'nineYear',
    code: '2161030202',
    contact: '谭永平',
    phone: '0913-5550202',
    username: 'dongjiao',
    teachers: [
      ['谭永平', '数学', '校长助理'],
      ['傅佳宁', '语文', '骨干教师'],
      ['熊大勇', '体育', '骨干教师'],
      ['石玉洁', '英语', '教师'],
    ],
  },
  {
    name: '云川区河西中心小学',
    under: '河西中心校',
    ownership: 'public',
    schoolKind: 'primary',
    code: '2161030301',
    contact: '顾长青',
    phone: '0913-5550301',
    username: 'hexi',
    teachers: [
      ['顾长青', '语文', '副校长'],
      ['段晓红', '数学', '骨干教师'],
      ['侯建军', '科学', '教师'],
    ],
  },
  {
    name: '博雅实验学校',
    under: '城关中心校',
    ownership: 'private',
    schoolKind: 'nineYear',
    code: '2161030111',
    contact: '沈一鸣',
    phone: '0913-5550111',
    username: 'boya',
    teachers: [
      ['沈一鸣', '语文', '执行校长'],
      ['黎芳', '数学', '教导主任'],
      ['田甜', '英语', '教师'],
      ['万里', '体育', '教师'],
    ],
  },
  {
    name: '启明小学',
    under: '城关中心校',
    ownership: 'private',
    schoolKind: 'primary',
    code: '2161030112',
    contact: '毛晓岚',
    phone: '0913-5550112',
    username: 'qiming',
    teachers: [
      ['毛晓岚', '语文', '校长'],
      ['常青', '数学', '教师'],
      ['武文静', '英语', '教师'],
    ],
  },
  {
    name: '新蕾小学',
    under: '城关中心校',
    ownership: 'private',
    schoolKind: 'primary',
    code: '2161030113',
    contact: '钱多慧',
    phone: '0913-5550113',
    username: 'xinlei',
    teachers: [
      ['钱多慧', '数学', '校长'],
      ['严冬', '语文', '教师'],
    ],
  },
  {
    name: '明德初级中学',
    under: '东郊中心校',
    ownership: 'private',
    schoolKind: 'junior',
    code: '3161030211',
    contact: '施建国',
    phone: '0913-5550211',
    username: 'mingde',
    teachers: [
      ['施建国', '物理', '校长'],
      ['牛晓丽', '数学', '教导主任'],
      ['左一凡', '英语', '教师'],
    ],
  },
  {
    name: '星河外国语学校',
    under: '东郊中心校',
    ownership: 'private',
    schoolKind: 'complete',
    code: '3461030212',
    contact: '蒋思源',
    phone: '0913-5550212',
    username: 'xinghe',
    teachers: [
      ['蒋思源', '英语', '校长'],
      ['单立新', '数学', '教师'],
      ['柯敏', '语文', '教师'],
    ],
  },
  {
    name: '文昌小学',
    under: '河西中心校',
    ownership: 'private',
    schoolKind: 'primary',
    code: '2161030311',
    contact: '卜小雨',
    phone: '0913-5550311',
    username: 'wenchang',
    teachers: [
      ['卜小雨', '语文', '校长'],
      ['燕南飞', '数学', '教师'],
    ],
  },
];

/** Helper and helped of the sample programme, in the order of the schools' sign-ins. */
export const pairs = [
  ['shiyan', 'boya'],
  ['yixiao', 'qiming'],
  ['erxiao', 'xinlei'],
  ['yizhong', 'mingde'],
  ['dongjiao', 'xinghe'],
  ['hexi', 'wenchang'],
] as const;

/** The pair that falls behind: few lessons are sent, and none in the running month. */
export const behind = 'hexi';

export const lessonTopics: Readonly<Record<string, readonly string[]>> = {
  语文: ['《草原》第一课时', '《示儿》古诗教学', '习作：我的心爱之物', '《桂花雨》精读', '群文阅读：家国情怀'],
  数学: ['分数的意义', '多边形的面积', '用字母表示数', '折线统计图', '一元一次方程的应用'],
  英语: ['Unit 3 What would you like?', 'Unit 5 There is a big bed', '绘本阅读 The Lost Teddy'],
  科学: ['光的反射', '地球表面的变化'],
  物理: ['压强与受力面积', '光的折射'],
  化学: ['燃烧的条件', '水的净化'],
  美术: ['剪纸中的吉祥', '校园写生'],
  体育: ['篮球行进间运球', '韵律操'],
  音乐: ['《牧歌》合唱', '节奏与律动'],
  历史: ['商鞅变法'],
};

export const meetingThemes = ['新学期帮扶任务与分工', '教学常规与作业管理', '校园安全与后勤规范', '期中质量分析与改进'];
export const exchangeThemes = [
  '教导处常规管理',
  '班主任队伍建设',
  '校本教研的组织',
  '课后服务的安排',
  '家校沟通的做法',
];
export const researchThemes = [
  '品质课堂：大单元备课',
  '作业设计的分层与减量',
  '社团课程的开发',
  '同课异构课例研讨',
  '学困生的课堂参与',
];
export const guidanceContents = [
  '检查教学常规资料，指导完善备课与听评课制度',
  '查看功能室使用登记，建议补齐实验教学记录',
  '走查校门、食堂与消防设施，逐项提出改进意见',
];
export const effects = [
  '听课教师反馈良好，已形成教学设计一份',
  '双方约定下月继续同一主题',
  '民办学校已按建议调整',
  '参与教师完成课后反思',
];
