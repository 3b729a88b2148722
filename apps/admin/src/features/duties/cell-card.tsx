import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/app-link.js';
import './cell-card.css';
import type { DutyContext } from './duty-context.js';
import type { Standing } from './matrix.js';
import { StandingDetails } from './standing-details.js';

/** A pointer that only passes over cells opens nothing, and has time to reach an open card. */
const wait = { open: 250, close: 180 };
const gap = 4;
const margin = 8;

/** Which cell shows its card; opened by pointer or focus, closed by leaving, Escape or scrolling. */
export const useCellCard = () => {
  const [cell, setCell] = useState<HTMLElement | null>(null);
  const byFocus = cell !== null && cell === document.activeElement;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const later = useCallback((ms: number, next: HTMLElement | null) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCell(next), ms);
  }, []);
  const now = useCallback((next: HTMLElement | null) => {
    clearTimeout(timer.current);
    setCell(next);
  }, []);

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!cell) return;
    const close = () => now(null);
    const closeByKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    window.addEventListener('scroll', close, { capture: true, passive: true });
    window.addEventListener('resize', close);
    window.addEventListener('keydown', closeByKey);
    return () => {
      window.removeEventListener('scroll', close, { capture: true });
      window.removeEventListener('resize', close);
      window.removeEventListener('keydown', closeByKey);
    };
  }, [cell, now]);

  return {
    cell,
    byFocus,
    show: now,
    point: (next: HTMLElement) => later(wait.open, next),
    leave: () => later(wait.close, null),
    stay: () => clearTimeout(timer.current),
  };
};

/** Below its cell where there is room, else above; never over the edge of the window. */
const usePosition = (cell: HTMLElement, card: RefObject<HTMLElement | null>) => {
  const [position, setPosition] = useState({ left: 0, top: -9999 });
  useLayoutEffect(() => {
    if (!card.current) return;
    const at = cell.getBoundingClientRect();
    const { width, height } = card.current.getBoundingClientRect();
    const below = at.bottom + gap;
    const left = Math.min(at.left, document.documentElement.clientWidth - width - margin);
    setPosition({
      left: Math.max(margin, left),
      top: below + height + margin <= window.innerHeight ? below : Math.max(margin, at.top - height - gap),
    });
  }, [cell, card]);
  return position;
};

interface CellCardProps {
  readonly id: string;
  readonly cell: HTMLElement;
  readonly standing: Standing;
  readonly context: DutyContext;
  /** Opened by the focus, not by a pointer that rests on the cell. */
  readonly byFocus: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
  readonly onExcused: (standing: Standing) => void;
}

/** All numbers of one cell, beside it. Its links are for the pointer: the keyboard has Enter on the cell. */
export const CellCard = ({ id, cell, standing, context, byFocus, onStay, onLeave, onExcused }: CellCardProps) => {
  const { t } = useTranslation('duties');
  const card = useRef<HTMLDivElement>(null);
  const position = usePosition(cell, card);
  const newRecord = context.newRecord(standing);
  return (
    <div
      ref={card}
      id={id}
      role="tooltip"
      className={`cell-card${byFocus ? ' by-focus' : ''}`}
      style={position}
      onPointerEnter={onStay}
      onPointerLeave={onLeave}
      onMouseDown={(event) => event.preventDefault()} // the focus stays on the cell
    >
      <StandingDetails standing={standing} context={context} />
      <p className="cell-card-links">
        <AppLink to={context.records(standing)} tabIndex={-1}>
          {t('seeRecords')}
        </AppLink>
        {newRecord && (
          <AppLink to={newRecord} tabIndex={-1}>
            {t('write')}
          </AppLink>
        )}
        {standing.look === 'excused' && context.mayExcuse && (
          <button type="button" className="plain-link" tabIndex={-1} onClick={() => onExcused(standing)}>
            {t('excuse.withdraw')}
          </button>
        )}
        <span className="cell-card-keys muted">
          {t(context.maySelect && standing.isBelow ? 'keys.both' : 'keys.open')}
        </span>
      </p>
    </div>
  );
};
