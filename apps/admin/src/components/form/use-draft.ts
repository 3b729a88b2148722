import { useCallback, useEffect, useRef } from 'react';
import { useSession } from '../../app/session.js';

type FormData = Readonly<Record<string, unknown>>;

const read = (key: string): FormData | undefined => {
  try {
    return (JSON.parse(sessionStorage.getItem(key) ?? 'null') as FormData | null) ?? undefined;
  } catch {
    return undefined; // storage switched off, or something else wrote there
  }
};

const write = (key: string, data: FormData | undefined): void => {
  try {
    if (data) sessionStorage.setItem(key, JSON.stringify(data));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage switched off or full: the form still works, it only does not survive a reload.
  }
};

/**
 * Keeps what is typed over a reload, a sign-in that ran out and a crash, until the tab is closed or the person signs
 * out. Kept per person: another one at the same machine never sees it.
 */
export const useDraft = (name: string | undefined) => {
  const { user } = useSession();
  const key = name && `draft:${user.id}:${name}`;
  const pending = useRef<{ key: string; data: FormData }>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (pending.current) write(pending.current.key, pending.current.data);
    pending.current = null;
  }, []);

  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  const keep = useCallback(
    (data: FormData) => {
      if (!key) return;
      pending.current = { key, data };
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, 400);
    },
    [key, flush],
  );

  const clear = useCallback(() => {
    clearTimeout(timer.current);
    pending.current = null;
    if (key) write(key, undefined);
  }, [key]);

  return { read: useCallback(() => (key ? read(key) : undefined), [key]), keep, clear };
};
