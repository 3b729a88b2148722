import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface NavigationDrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Phones: the whole navigation, from the side. */
export const NavigationDrawer = ({ open, onClose, children }: NavigationDrawerProps) => {
  const { t } = useTranslation('app');
  return (
    <Drawer title={t('nav.label')} placement="right" size={280} open={open} onClose={onClose}>
      <nav className="side in-drawer" aria-label={t('nav.all')}>
        {children}
      </nav>
    </Drawer>
  );
};
