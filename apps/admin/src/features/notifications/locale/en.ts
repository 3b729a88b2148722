export const en = {
  title: 'Notifications',
  all: 'All',
  unread: 'Unread',
  isUnread: 'Unread',
  show: 'Which to show',
  more: 'Show more',
  none: 'There are no notifications yet.',
  noUnread: 'There are no unread notifications.',
};
