import { Link, type LinkProps } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';

interface AppLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** Path inside the app, with its search (`/records?form=x`): of the navigation, of a notification. */
  readonly to: string;
  readonly search?: Readonly<Record<string, string | undefined>>;
  readonly exact?: boolean;
  readonly children: ReactNode;
}

/** A link whose target is data (navigation, a notification, a report's row). Where the route is known, use `Link`. */
export const AppLink = ({ to, search, exact = false, ...anchor }: AppLinkProps) => {
  const url = new URL(to, window.location.origin);
  const found = { ...Object.fromEntries(url.searchParams), ...search };
  const target = { to: url.pathname, search: found, hash: url.hash.slice(1) } as unknown as LinkProps;
  return <Link {...target} {...anchor} activeOptions={{ exact, includeSearch: false }} />;
};
