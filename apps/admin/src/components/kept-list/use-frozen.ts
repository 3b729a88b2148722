import { type CSSProperties, type RefObject, useLayoutEffect, useRef } from 'react';

/** Columns that stay in sight while the others pass behind them: each stands where the one before it ends. */
export const useFrozen = (
  count: number,
): {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly at: (i: number) => { className: string; style?: CSSProperties };
} => {
  const table = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => {
    const element = table.current;
    if (!element || count === 0) return undefined;
    const place = () => {
      let left = 0;
      [...element.querySelectorAll<HTMLElement>('thead th.frozen')].forEach((cell, i) => {
        element.style.setProperty(`--frozen-${i}`, `${left}px`);
        left += cell.offsetWidth;
      });
    };
    place();
    const watch = new ResizeObserver(place);
    for (const cell of element.querySelectorAll('thead th')) watch.observe(cell);
    return () => watch.disconnect();
  });
  return {
    table,
    at: (i) => (i < count ? { className: 'frozen', style: { left: `var(--frozen-${i}, 0)` } } : { className: '' }),
  };
};
