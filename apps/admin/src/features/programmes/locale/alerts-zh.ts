export const alerts = {
  purpose: '记录中出现的需要关注的词语，只提示被帮扶人的班主任或辅导员；填写人和其他人看不到。',
  helped: '被帮扶人',
  words: '词语',
  between: '、',
  record: '记录',
  at: '发现时间',
  empty: '没有需要关注的记录',
};
