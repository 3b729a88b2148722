import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '../components/error-boundary.js';
import { NoPermission, PageError } from '../components/error-panel.js';
import { PageSkeleton } from '../components/page-skeleton.js';
import { useSession } from './session.js';
import { MobileTabs, SideNavigation } from './side-navigation.js';
import { TopBar } from './top-bar.js';

const ChangePasswordDialog = lazy(async () => ({
  default: (await import('../features/account/change-password-dialog.js')).ChangePasswordDialog,
}));

/** Moves the focus to the page after a step to another one, so that screen readers and the keyboard follow. */
const useFocusOnNewPage = (path: string) => {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return main;
};

const Page = () => {
  const { permissions } = useSession();
  const needs = useRouterState({ select: (s) => s.matches.flatMap((m) => m.staticData.needs ?? []) });
  return needs.every((need) => permissions.includes(need)) ? <Outlet /> : <NoPermission />;
};

/** What stands around every screen. */
export const Shell = () => {
  const { t } = useTranslation('app');
  const path = useRouterState({ select: (s) => s.location.pathname });
  const main = useFocusOnNewPage(path);
  const [changingPassword, setChangingPassword] = useState(false);

  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t('shell.skip')}
      </a>
      <TopBar onChangePassword={() => setChangingPassword(true)} />
      <SideNavigation />
      <main id="main" className="page" tabIndex={-1} ref={main}>
        <ErrorBoundary resetKey={path} shown={PageError}>
          <Suspense fallback={<PageSkeleton />}>
            <Page />
          </Suspense>
        </ErrorBoundary>
      </main>
      <MobileTabs />
      {changingPassword && (
        <Suspense fallback={null}>
          <ChangePasswordDialog onClose={() => setChangingPassword(false)} />
        </Suspense>
      )}
    </div>
  );
};
