import { useEffect, useRef, useState } from 'react';
import { actOf, type DeskAct, typingIn } from './desk.js';

const storedAs = 'xieshou.deskKeys';

const readChoice = (): boolean => {
  try {
    return window.localStorage.getItem(storedAs) !== 'off';
  } catch {
    return true; // storage switched off by policy: the choice then lasts for the page
  }
};

/** Single keys can be switched off: who dictates, or rests a hand on the keyboard, must not decide by accident. */
export const useKeysSwitch = () => {
  const [on, setOn] = useState(readChoice);
  const change = (next: boolean) => {
    setOn(next);
    try {
      window.localStorage.setItem(storedAs, next ? 'on' : 'off');
    } catch {
      // As above.
    }
  };
  return { on, change };
};

export const useDeskKeys = (on: boolean, act: (act: DeskAct) => void) => {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      const found = actOf(event, (target?.closest?.(typingIn) ?? null) !== null);
      if (!found) return;
      event.preventDefault();
      latest.current(found);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [on]);
};
