export const zh = {
  title: '修改密码',
  forcedTitle: '请先设置新密码',
  forcedText: '您正在使用一次性密码或密码已到期，设置新密码后才能继续使用。',
  current: '当前密码',
  next: '新密码',
  repeat: '再次输入新密码',
  rule: '至少 8 位，含大写字母、小写字母、数字、符号中的三类，且不含账号名。',
  missing: { current: '请填写当前密码', next: '请填写新密码', repeat: '请再次输入新密码' },
  different: '两次输入的新密码不一致，请重新输入',
  save: '保存新密码',
  saved: '密码已修改，其他设备上的登录已退出。',
  signOut: '退出登录',
};
