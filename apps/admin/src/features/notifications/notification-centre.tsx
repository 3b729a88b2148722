import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listNotificationsOptions, readMyMailOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAllNotifications } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { useList } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { formatInstant, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { DataView } from '../../components/data-view/data-view.js';
import { useProblemText } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import { everyProgramme } from '../../components/programme/chosen-programme.js';
import { type Notification, notificationKinds } from './kinds.js';
import { MailDrawer } from './mail-drawer.js';
import './notification-centre.css';
import { notificationsRoute } from './routes.js';
import { changedByReading, useReading } from './use-reading.js';

/** 消息: everything that happened and concerns me, newest first, narrowed by what stands in the address. */
export const NotificationCentre = () => {
  const { t } = useTranslation('notifications');
  const text = useText();
  const problemText = useProblemText();
  const search = notificationsRoute.useSearch();
  const navigate = notificationsRoute.useNavigate();
  const list = useList(listNotificationsOptions({ query: search }));
  const programmes = useQuery({ ...everyProgramme, enabled: useMay('programme.read') });
  const mail = useQuery(readMyMailOptions()).data;
  const [settingMail, setSettingMail] = useState(false);
  const { markRead, go } = useReading();
  const readAll = useWrite({
    // As far as the newest that stands here: what comes meanwhile stays unread.
    send: (upTo: string, headers) =>
      readAllNotifications({
        body: {
          upTo,
          ...(search.kind ? { kind: search.kind } : {}),
          ...(search.programme ? { programme: search.programme } : {}),
        },
        headers,
      }),
    changes: [...changedByReading],
  });
  const isNarrowed = search.kind !== undefined || search.programme !== undefined;
  const rows = list.data?.rows ?? [];
  const isFirst = (search.page ?? 1) === 1;

  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={mail?.available && <Button onClick={() => setSettingMail(true)}>{t('mail.title')}</Button>}
      />
      {mail && <MailDrawer address={mail.address} open={settingMail} onClose={() => setSettingMail(false)} />}
      {readAll.error && (
        <p className="messages-problem" role="alert">
          {problemText(asProblem(readAll.error))}
        </p>
      )}
      <DataView
        title={t('title')}
        list={list}
        search={search}
        onSearch={(next) => void navigate({ search: next })}
        filters={[
          {
            kind: 'choice',
            key: 'unread',
            title: t('show'),
            unset: t('all'),
            choices: [{ value: 'yes', title: t('unread') }],
          },
          {
            kind: 'choice',
            key: 'kind',
            title: t('field.kind'),
            choices: notificationKinds.map((value) => ({ value, title: t(`kind.${value}`) })),
          },
          {
            kind: 'choice',
            key: 'programme',
            title: t('field.programme'),
            choices: (programmes.data?.rows ?? []).map(({ id, title }) => ({ value: id, title })),
          },
        ]}
        tools={
          isFirst &&
          rows.length > 0 && (
            <Button loading={readAll.isPending} onClick={() => readAll.mutate(rows[0]!.at)}>
              {t(isNarrowed ? 'readThese' : 'readAll')}
            </Button>
          )
        }
        columns={[
          {
            key: 'text',
            title: t('field.text'),
            cell: (row) => (
              <span className={row.readAt ? 'message' : 'message unread'}>
                {!row.readAt && <span className="visually-hidden">{t('isUnread')}</span>}
                {text(row.text)}
              </span>
            ),
            brief: true,
          },
          { key: 'kind', title: t('field.kind'), cell: (row) => t(`kind.${row.kind}`), width: 120, brief: true },
          {
            key: 'programme',
            title: t('field.programme'),
            cell: (row) => row.programme?.title ?? nothing,
            width: 290,
            brief: true,
          },
          { key: 'at', title: t('field.at'), cell: (row) => formatInstant(row.at), width: 150, brief: true },
          {
            key: 'read',
            title: t('field.read'),
            cell: (row) => <ReadState row={row} onRead={() => markRead(row)} />,
            width: 120,
            brief: true,
          },
        ]}
        rowKey={(row) => row.id}
        onOpen={(row) => {
          markRead(row);
          go(row);
        }}
        empty={{ text: t('none') }}
      />
    </>
  );
};

const ReadState = ({ row, onRead }: { row: Notification; onRead: () => void }) => {
  const { t } = useTranslation('notifications');
  if (row.readAt) return t('isRead');
  return (
    <Button type="link" size="small" className="message-read" onClick={onRead}>
      {t('read')}
    </Button>
  );
};
