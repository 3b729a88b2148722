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
      ['贺春生', '体育与健康', '教师'],
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
      ['熊大勇', '体育与健康', '骨干教师'],
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
      ['万里', '体育与健康', '教师'],
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
  体育与健康: ['篮球行进间运球', '韵律操'],
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

/** Problem, measures and result, in the order in which visits name them. */
export const rectifications = [
  [
    '实验室危险药品没有双人双锁，领用登记缺两次',
    '加装双锁，补登领用记录，实验员和总务主任各持一把钥匙',
    '双锁已装，登记补齐，管理制度上墙',
  ],
  ['食堂留样记录不完整，留样量不足', '每餐留样并称重登记，专人负责', '十月起留样登记齐全'],
  ['消防通道堆放杂物，应急灯两盏不亮', '清理通道，更换应急灯，列入每周巡查', '通道已清理，应急灯已更换'],
  ['教师备课缺少学情分析，二次备课流于形式', '统一备课模板，教研组每周抽查', '抽查两次，学情分析基本到位'],
  ['图书室开放时间不足，借阅登记不连续', '每天下午开放一小时，学生志愿者登记', '开放时间表已公布，登记连续'],
] as const;

/** Who answers for it at a private school: its contact. */
export const responsibleFor = (username: string): string =>
  schools.find((school) => school.username === username)?.contact ?? '校长';

export const problems = [
  '新教师比例高，课堂常规不稳；实验器材缺口较大。',
  '校本教研没有固定时间；图书更新慢。',
  '音体美教师兼课多；功能室利用率低。',
  '毕业班复习缺少系统安排；理化实验开出率不足。',
  '学段衔接不畅；心理辅导室尚未启用。',
  '教师流动大；信息化设备维护不及时。',
];
export const surveyFindings = [
  '随堂听课八节，走访处室三个，与教师座谈两次，课堂秩序良好，备课深度不足。',
  '查看教学资料一学期，教研记录不连续，骨干教师少。',
  '走访各功能室，器材完好，使用登记不全。',
  '听课六节，分析近两次质量检测，薄弱在实验与应用题。',
  '与各学段教师座谈，衔接安排缺少书面方案。',
  '查看教师名册与变动情况，一年内新进教师过半。',
];
export const yearlyPlan = (leader: string) => ({
  leader,
  members: '教务、德育、总务主任及各学科教研组长',
  contact: leader,
  goals: '课堂常规达到全区要求，骨干教师结成师徒，整改事项按期销号。',
  management: '每学期两次联席会议，每月一次干部交流。',
  teaching: '每月送课不少于一次，每月共同教研一次。',
  teams: '每学期选派教师跟岗，一人一题。',
  safety: '每学期联合检查一次，问题列入整改台账。',
  timetable: '九月摸底并制定计划，十月至十二月逐月落实，一月小结。',
});
