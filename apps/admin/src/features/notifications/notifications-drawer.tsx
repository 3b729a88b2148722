import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listNotificationsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { useList } from '../../api/queries.js';
import { formatInstant } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import type { Notification } from './kinds.js';
import './notifications-drawer.css';
import { useReading } from './use-reading.js';

const step = 20;

interface NotificationsDrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What happened, newest first; opening one marks it as read and leads to what it is about. */
export const NotificationsDrawer = ({ open, onClose }: NotificationsDrawerProps) => {
  const { t } = useTranslation('notifications');
  const text = useText();
  const [onlyUnread, setOnlyUnread] = useState(false);
  const [size, setSize] = useState(step);
  const { data, error, refetch } = useList(
    listNotificationsOptions({ query: { size, ...(onlyUnread ? { unread: 'yes' as const } : {}) } }),
  );
  const { markRead, go } = useReading();

  const openOne = (one: Notification) => {
    markRead(one);
    if (!one.link) return;
    onClose();
    go(one);
  };
  const choose = (unread: boolean) => {
    setOnlyUnread(unread);
    setSize(step);
  };

  return (
    <Drawer
      title={t('title')}
      open={open}
      onClose={onClose}
      size={420}
      extra={
        <AppLink to="/notifications" onClick={onClose}>
          {t('seeAll')}
        </AppLink>
      }
    >
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
