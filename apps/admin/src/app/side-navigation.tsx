import { EllipsisOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listReviewsOptions } from '../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../api/queries.js';
import { AppLink } from '../components/app-link.js';
import { Count } from '../components/count.js';
import { useIsRectified } from '../components/programme/rectified.js';
import { navigation, type NavItem, permitted, systemNavigation } from './navigation.js';
import { useIsForOneself, useMay, useSession } from './session.js';

/** Only phones need it, and only after a touch. */
const NavigationDrawer = lazy(async () => ({
  default: (await import('./navigation-drawer.js')).NavigationDrawer,
}));

/** How many records wait for a decision of mine. */
const useWaiting = (): number => {
  const { data } = useQuery({
    ...listReviewsOptions({ query: { size: 1 } }),
    enabled: useMay('review.decide'),
    staleTime: fresh.list,
    refetchInterval: 60_000,
  });
  return data?.total ?? 0;
};

const Item = ({ item, waiting, onClick }: { item: NavItem; waiting: number; onClick?: (() => void) | undefined }) => {
  const { t } = useTranslation('app');
  const Icon = item.icon;
  return (
    <li>
      <AppLink to={item.to} exact={item.to === '/'} className="nav-item" onClick={onClick}>
        <Icon aria-hidden />
        <span className="nav-word">{t(`nav.${item.key}`)}</span>
        {item.key === 'reviews' && <Count n={waiting} what={t('nav.waiting')} />}
      </AppLink>
    </li>
  );
};

const NavigationItems = ({ onClick }: { onClick?: () => void }) => {
  const { t } = useTranslation('app');
  const { permissions } = useSession();
  const isForOneself = useIsForOneself();
  const waiting = useWaiting();
  const isRectified = useIsRectified(permissions.includes('record.read') && permissions.includes('programme.read'));
  const system = permitted(systemNavigation, { permissions, isForOneself });
  const items = permitted(navigation, { permissions, isForOneself }).filter(({ when }) => !when || isRectified);
  return (
    <>
      <ul>
        {items.map((item) => (
          <Item key={item.key} item={item} waiting={waiting} onClick={onClick} />
        ))}
      </ul>
      {system.length > 0 && (
        <>
          <p className="nav-group">{t('nav.system')}</p>
          <ul>
            {system.map((item) => (
              <Item key={item.key} item={item} waiting={0} onClick={onClick} />
            ))}
          </ul>
        </>
      )}
    </>
  );
};

export const SideNavigation = () => {
  const { t } = useTranslation('app');
  return (
    <nav className="side" aria-label={t('nav.label')}>
      <NavigationItems />
    </nav>
  );
};

/** Phones: three tabs and the rest in a drawer. */
export const MobileTabs = () => {
  const { t } = useTranslation('app');
  const { permissions } = useSession();
  const isForOneself = useIsForOneself();
  const waiting = useWaiting();
  const [open, setOpen] = useState<boolean>();
  const tabs = permitted(navigation, { permissions, isForOneself }).filter((item) => item.tab);
  return (
    <nav className="tabs" aria-label={t('nav.tabs')}>
      <ul>
        {tabs.map((item) => (
          <Item key={item.key} item={item} waiting={waiting} />
        ))}
        <li>
          <button type="button" className="nav-item" onClick={() => setOpen(true)} aria-haspopup="dialog">
            <EllipsisOutlined aria-hidden />
            <span className="nav-word">{t('nav.more')}</span>
          </button>
        </li>
      </ul>
      {open !== undefined && (
        <Suspense fallback={null}>
          <NavigationDrawer open={open} onClose={() => setOpen(false)}>
            <NavigationItems onClick={() => setOpen(false)} />
          </NavigationDrawer>
        </Suspense>
      )}
    </nav>
  );
};
