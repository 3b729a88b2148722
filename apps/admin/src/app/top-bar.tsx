import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listNotificationsOptions, readCalendarOptions } from '../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../api/queries.js';
import { AppLink } from '../components/app-link.js';
import { Brand } from '../components/brand.js';
import { Count } from '../components/count.js';
import { usePhone } from '../components/use-media.js';
import { useText } from './i18n.js';
import { LanguageSwitch } from './language-switch.js';
import { SearchButton } from './search-button.js';
import { UserMenu } from './user-menu.js';

const NotificationsDrawer = lazy(async () => ({
  default: (await import('../features/notifications/notifications-drawer.js')).NotificationsDrawer,
}));

const Term = () => {
  const text = useText();
  const { data } = useQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const term = data?.terms.find(({ id }) => id === data.term);
  if (!term) return null;
  return (
    <AppLink to="/calendar" className="top-term">
      {text(term.title)}
    </AppLink>
  );
};

const Bell = () => {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState<boolean>();
  const { data } = useQuery({
    ...listNotificationsOptions({ query: { unread: 'yes', size: 1 } }),
    staleTime: fresh.list,
    refetchInterval: 60_000,
  });
  const unread = data?.total ?? 0;
  return (
    <>
      <button
        type="button"
        className="top-button bell"
        aria-haspopup="dialog"
        aria-label={unread > 0 ? t('shell.bellWith', { count: unread }) : t('shell.bell')}
        onClick={() => setOpen(true)}
      >
        <BellOutlined aria-hidden />
        <Count n={unread} />
      </button>
      {open !== undefined && (
        <Suspense fallback={null}>
          <NotificationsDrawer open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};

/** Platform, term, what is new, who I am. */
export const TopBar = ({ onChangePassword }: { onChangePassword: () => void }) => {
  const { t } = useTranslation('app');
  const isPhone = usePhone();
  return (
    <header className="top">
      <AppLink to="/" className="top-brand" exact>
        <Brand />
        <span className="top-name">{t('name')}</span>
        <span className="top-tagline">{t('tagline')}</span>
      </AppLink>
      <Term />
      <div className="top-right">
        <SearchButton />
        <Bell />
        {!isPhone && <LanguageSwitch />}
        <UserMenu onChangePassword={onChangePassword} />
      </div>
    </header>
  );
};
