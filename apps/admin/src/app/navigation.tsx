import {
  ApartmentOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  CalendarOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  FolderOpenOutlined,
  HomeOutlined,
  IdcardOutlined,
  LinkOutlined,
  ScheduleOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { Permission, Session } from './session.js';

export interface NavItem {
  /** Key of its word in the `app` texts, `nav.<key>`. */
  readonly key: string;
  readonly to: string;
  readonly icon: ComponentType;
  readonly needs?: Permission;
  /** Not for those who act for themselves alone: there is nothing in it for them. */
  readonly forOthers?: true;
  /** Only while a programme that runs has problems to put right. */
  readonly when?: 'rectified';
  /** Among the four tabs on a phone. */
  readonly tab?: true;
}

/** The whole navigation, in order. Two levels at most; `system` is the only group. */
export const navigation: readonly NavItem[] = [
  { key: 'workbench', to: '/', icon: HomeOutlined, tab: true },
  { key: 'reviews', to: '/reviews', icon: AuditOutlined, needs: 'review.decide', tab: true },
  { key: 'programmes', to: '/programmes', icon: FolderOpenOutlined, needs: 'programme.read', forOthers: true },
  { key: 'pairings', to: '/pairings', icon: LinkOutlined, needs: 'pairing.read' },
  { key: 'ledgers', to: '/ledgers', icon: BookOutlined, needs: 'record.read', tab: true },
  { key: 'duties', to: '/duties', icon: ScheduleOutlined, needs: 'duty.read' },
  { key: 'rectifications', to: '/rectifications', icon: FileProtectOutlined, needs: 'record.read', when: 'rectified' },
  { key: 'reports', to: '/reports', icon: BarChartOutlined, needs: 'report.read' },
];

export const systemNavigation: readonly NavItem[] = [
  { key: 'organisations', to: '/organisations', icon: ApartmentOutlined, needs: 'organisation.read', forOthers: true },
  { key: 'people', to: '/people', icon: TeamOutlined, needs: 'person.read' },
  { key: 'users', to: '/users', icon: IdcardOutlined, needs: 'user.read' },
  // What is installed concerns the offices of the district; a college finds its programmes where it enables one.
  { key: 'plugins', to: '/plugins', icon: AppstoreOutlined, needs: 'calendar.write' },
  // Everybody reads it by way of the term in the top bar.
  { key: 'calendar', to: '/calendar', icon: CalendarOutlined, needs: 'calendar.write' },
  { key: 'audit', to: '/audit', icon: FileSearchOutlined, needs: 'audit.read' },
];

export const permitted = (
  items: readonly NavItem[],
  { permissions, isForOneself }: Pick<Session, 'permissions'> & { readonly isForOneself: boolean },
): readonly NavItem[] =>
  items.filter((item) => (!item.needs || permissions.includes(item.needs)) && !(item.forOthers && isForOneself));
