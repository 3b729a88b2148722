import { useRouter } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listNotificationsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readNotification } from '../../api/generated/sdk.gen.js';
import type { ListNotificationsResponse } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { formatInstant } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import './notifications-drawer.css';

type Notification = ListNotificationsResponse['rows'][number];

const step = 20;

interface NotificationsDrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What happened, newest first; opening one marks it as read and leads to what it is about. */
export const NotificationsDrawer = ({ open, onClose }: NotificationsDrawerProps) => {
  const { t } = useTranslation('notifications');
  const text = useText();
  const { history } = useRouter();
  const [onlyUnread, setOnlyUnread] = useState(false);
  const [size, setSize] = useState(step);
  const { data, error, refetch } = useList(
    listNotificationsOptions({ query: { size, ...(onlyUnread ? { unread: 'yes' as const } : {}) } }),
  );
  const read = useWrite({
    send: (id: string, headers) => readNotification({ path: { id }, headers }),
    changes: ['listNotifications', 'readWorkbench'],
  });

  const openOne = (one: Notification) => {
    if (!one.readAt) read.mutate(one.id);
    if (!one.link) return;
    onClose();
    history.push(one.link);
  };
  const choose = (unread: boolean) => {
    setOnlyUnread(unread);
    setSize(step);
  };

  return (
    <Drawer title={t('title')} open={open} onClose={onClose} size={420}>
      <div className="notifications">
        <div className="segments" role="group" aria-label={t('show')}>
          {[false, true].map((unread) => (
            <button
              key={String(unread)}
              type="button"
              aria-pressed={onlyUnread === unread}
              onClick={() => choose(unread)}
            >
              {t(unread ? 'unread' : 'all')}
            </button>
          ))}
        </div>
        {!data && (error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
        {data?.rows.length === 0 && <p className="notifications-none">{t(onlyUnread ? 'noUnread' : 'none')}</p>}
        <ul>
          {data?.rows.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className={one.readAt ? 'notification' : 'notification unread'}
                onClick={() => openOne(one)}
              >
                {!one.readAt && <span className="visually-hidden">{t('isUnread')}</span>}
                <span className="notification-text">{text(one.text)}</span>
                <time dateTime={one.at}>{formatInstant(one.at)}</time>
              </button>
            </li>
          ))}
        </ul>
        {data && data.rows.length < data.total && size < 200 && (
          <Button block onClick={() => setSize(Math.min(size + step, 200))}>
            {t('more')}
          </Button>
        )}
      </div>
    </Drawer>
  );
};
