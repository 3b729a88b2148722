/** A made-up college of the district, its students, and four children of a village school. */

export const college = '云川职业技术学院';
export const classes = ['学前教育2501班', '护理2502班'] as const;

/** Name, class, sign-in. */
export const students: readonly (readonly [name: string, at: 0 | 1, username: string])[] = [
  ['白若溪', 0, 'volunteer'],
  ['岳小满', 0, 'yuexiaoman'],
  ['乔雨晴', 0, 'qiaoyuqing'],
  ['纪明轩', 1, 'jimingxuan'],
  ['闻思齐', 1, 'wensiqi'],
  ['向南', 1, 'xiangnan'],
  ['童欣怡', 0, 'tongxinyi'],
  ['庄子涵', 0, 'zhuangzihan'],
  ['关浩然', 1, 'guanhaoran'],
  ['尚志远', 1, 'shangzhiyuan'],
];

export const children = [
  ['柳小禾', '三年级', '女', true, true],
  ['任天乐', '五年级', '男', true, false],
  ['田欢欢', '二年级', '女', false, true],
  ['霍小川', '四年级', '男', true, true],
] as const;

export const gifts = {
  giftOne: 'toy',
  giftTwo: 'storybook',
  giftThree: 'blocks',
  giftFour: 'blocks',
  giftFive: 'pen',
  giftSix: 'pen',
};

/** Founder first; what each says of themselves. */
export const teams = [
  { name: '启明小分队', people: ['白若溪', '岳小满', '乔雨晴'] },
  { name: '春芽小分队', people: ['纪明轩', '闻思齐'] },
  { name: '同路小分队', people: ['向南', '童欣怡'] },
] as const;
export const statements: Readonly<Record<string, string>> = {
  白若溪: '学前教育专业，会弹钢琴，每周三下午有空。',
  岳小满: '喜欢讲绘本，做过一年社区志愿者。',
  乔雨晴: '擅长手工和剪纸，周末可以参加。',
  纪明轩: '护理专业，可以教孩子卫生和急救常识。',
  闻思齐: '校篮球队队员，能带体育游戏。',
  向南: '家在农村，熟悉孩子们的生活，每周五下午有空。',
  童欣怡: '想参加活动。',
};
export const returned = '请写明每周可以参加的时间和能带的活动';

export const kit = ['bag', 'pencilBox', 'pencils', 'watercolours'];
export const visits = [
  ['visit', '到校看望，了解学习和生活情况，一起读了两本绘本。'],
  ['games', '在操场做接力和跳绳游戏，教孩子折纸。'],
] as const;
export const giveBack = '请写明是哪个年级的活动、由哪位老师陪同';

/** Of two students who help, and whom. */
export const helping = [
  ['白若溪', '庄子涵'],
  ['闻思齐', '关浩然'],
] as const;
export const difficulties: Readonly<Record<string, string>> = {
  庄子涵: '学业困难',
  关浩然: '自我控制力差',
  尚志远: '思想懈怠',
};
export const pledge = {
  goal: '本学期课程全部及格',
  ofHelper: '每周当面谈话一次，督促按时上课和完成作业。',
  ofHelped: '按时上课，每周主动说明学习进展，遇到困难及时联系。',
};
export const studyPlan = {
  difficulties: '人体解剖基础不牢，课后复习没有计划。',
  goal: '期末全部及格，单科不低于 70 分',
  sessions: 1,
  hours: 8,
  times: '周四 19:00，图书馆三楼',
  measures: '每周梳理一章笔记，做一组习题，月末自测一次。',
};
export const talks = [
  ['适应新学期', '谈了作息和选课，约定每晚学习两小时。'],
  ['期中情况', '期中有一门不理想，一起找出了薄弱的章节。'],
  ['学习方法', '改用错题本，课堂笔记比以前完整。'],
  ['近况', '说最近压力大，有过退学的念头，谈后情绪平稳，愿意再试一试。'],
] as const;

export const sessions = [
  ['人体解剖', '梳理骨骼与肌肉的名称和位置，默画一遍'],
  ['幼儿心理', '整理第三章要点，讲评课后练习'],
  ['人体解剖', '循环系统的路径，做习题一组'],
  ['幼儿心理', '期中错题逐题讲解，约定下周自测'],
] as const;
