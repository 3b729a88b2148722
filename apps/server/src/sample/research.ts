/** Made-up teachers of three schools, paired by subject for research online. */

/** Sign-ins of the school that helps and of the two that it helps; the last one is made here. */
export const helping = 'yizhong';
export const helped = ['dongjiao', 'hexichu'] as const;

export const school = {
  name: '河西镇初级中学',
  code: '3161030301',
  contact: '柏松',
  phone: '0913-5550302',
  username: 'hexichu',
};

/** Teachers who come on top of those the schools have already: name, subject, post. */
export const teachers: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  yizhong: [
    ['孔令仪', '语文', '教研组长'],
    ['阎立春', '语文', '骨干教师'],
    ['屈明', '数学', '骨干教师'],
    ['詹晓燕', '英语', '教师'],
    ['盛夏', '音乐', '教师'],
  ],
  dongjiao: [['翟大鹏', '物理', '教师']],
  hexichu: [
    ['柏松', '语文', '教导主任'],
    ['佟丽', '数学', '教师'],
    ['巴雅静', '英语', '教师'],
    ['冷秋云', '化学', '教师'],
    ['舒畅', '美术', '教师'],
  ],
};

/** Who compiles the form of each quarter: a deputy head of the school that helps. */
export const compiler = '任少波';

export const declined = '该教师本学期承担毕业班，请另行安排';

export const agreement = {
  heads: '任少波、谭永平',
  content: '按学科一对一结对，互相开放网络学习空间，每季度至少共同教研一次。',
};
export const scheme = {
  edition: 'first',
  leader: '任少波',
  measures: '先建资源储备，空间开通后互认好友；各学科每月一次网上集体备课，期末展示课例。',
};
export const wanted = { what: '浮力一节的分组实验视频和配套练习', pieces: 3 };
export const given = { kind: 'video', name: '浮力分组实验微课', pieces: 2, asked: 'asked' };
export const first = {
  kind: 'discussion',
  theme: '怎样用好实验视频',
  minutes: 40,
  result: '约定视频的时长和提问方式。',
};
export const study = {
  kind: 'preparation',
  theme: '大气压强的教学设计',
  minutes: 60,
  result: '形成共用教学设计一份。',
};
export const lesson = { kind: 'lesson', theme: '一次函数的图象', minutes: 45, result: '观看课例后提出改进意见五条。' };
export const sheet = { logins: 1260, summary: '各学科空间每周更新，语文、物理的资源下载最多。' };
export const progress = {
  progress: '已结对的学科均开展了集体备课，资源储备完成。',
  next: '补齐历史和音乐的结对，安排一次互访。',
};
