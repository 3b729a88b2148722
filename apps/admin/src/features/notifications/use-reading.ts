import { useRouter } from '@tanstack/react-router';
import { readNotification } from '../../api/generated/sdk.gen.js';
import { useWrite } from '../../api/write.js';
import type { Notification } from './kinds.js';

/** What a notification read changes. */
export const changedByReading = ['listNotifications', 'readWorkbench'] as const;

/** Opening a notification: it is read from now on, and leads to what it is about. */
export const useReading = () => {
  const { history } = useRouter();
  const read = useWrite({
    send: (id: string, headers) => readNotification({ path: { id }, headers }),
    changes: [...changedByReading],
  });
  return {
    markRead: (one: Notification) => {
      if (!one.readAt) read.mutate(one.id);
    },
    go: (one: Notification) => {
      if (one.link) history.push(one.link);
    },
  };
};
