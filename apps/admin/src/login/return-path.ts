/** Whether `to` is a path of this site other than the sign-in page: `//host` and `/\\host` would lead elsewhere. */
export const isOwnPath = (to: string): boolean =>
  /^\/(?![/\\])/.test(to) && !/[\u0000-\u001f]/.test(to) && !/^\/login(?:[?#/.]|$)/.test(to);

/** Where to go after signing in, carried as `?to=`. */
export const returnPath = {
  query: (at: Pick<Location, 'pathname' | 'search' | 'hash'>): string => {
    const path = `${at.pathname}${at.search}${at.hash}`;
    return path === '/' ? '' : `?to=${encodeURIComponent(path)}`;
  },
  read: (search: string): string => {
    const to = new URLSearchParams(search).get('to') ?? '/';
    return isOwnPath(to) ? to : '/';
  },
};
