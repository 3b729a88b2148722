import { useEffect, useState } from 'react';

/** What was typed, once the typing has paused; no longer than the server takes. */
export const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim().slice(0, 50)), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};
