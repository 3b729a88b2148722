import { useSyncExternalStore } from 'react';

/** Whether a media query holds, watched. */
const watched = (query: string) => {
  const subscribe = (notify: () => void) => {
    const list = window.matchMedia(query);
    list.addEventListener('change', notify);
    return () => list.removeEventListener('change', notify);
  };
  return (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
};

/** Whether the window is as narrow as a phone; the same edge stands in the style sheets. */
export const usePhone = watched('(max-width: 767px)');

/** Whether the person asked their system for less movement. */
export const useReducedMotion = watched('(prefers-reduced-motion: reduce)');
