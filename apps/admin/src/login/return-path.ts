/**
 * Where to go after signing in, carried as `?to=`. Only a path of this site is followed: `//host` and `/\host` would
 * lead elsewhere.
 */
export const returnPath = {
  query: (at: Pick<Location, 'pathname' | 'search' | 'hash'>): string => {
    const path = `${at.pathname}${at.search}${at.hash}`;
    return path === '/' ? '' : `?to=${encodeURIComponent(path)}`;
  },
  read: (search: string): string => {
    const to = new URLSearchParams(search).get('to') ?? '/';
    const safe = /^\/(?![/\\])/.test(to) && !/[\u0000-\u001f]/.test(to) && !/^\/login(?:[?#/.]|$)/.test(to);
    return safe ? to : '/';
  },
};
