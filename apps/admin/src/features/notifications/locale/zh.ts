export const zh = {
  title: '消息',
  all: '全部',
  unread: '未读',
  isUnread: '未读',
  show: '显示范围',
  more: '显示更多',
  none: '还没有消息。',
  noUnread: '没有未读消息。',
};
