import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CellCard, useCellCard } from './cell-card.js';
import type { DutyContext } from './duty-context.js';
import { type Place, placeWithin, step } from '../../components/grid-steps.js';
import { belowIn, type Matrix, type Standing } from './matrix.js';
import { MatrixHead } from './matrix-head.js';
import './matrix.css';
import { MatrixRow, separator } from './matrix-row.js';
import type { CellSelection } from './selection.js';

interface MatrixGridProps {
  readonly matrix: Matrix;
  readonly context: DutyContext;
  readonly today: string;
  readonly selection: CellSelection;
  /** Shows why a cell was excused. */
  readonly onExcused: (standing: Standing) => void;
}

const placeOf = (target: EventTarget): readonly [Place, HTMLElement] | undefined => {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  const [row, column] = element?.dataset['place']?.split(':').map(Number) ?? [];
  return element && row !== undefined && column !== undefined ? [{ row, column }, element] : undefined;
};

/** The matrix on a wide screen: one stop of the Tab key, arrow keys inside it. */
export const MatrixGrid = ({ matrix, context, today, selection, onExcused }: MatrixGridProps) => {
  const { t } = useTranslation('duties');
  const router = useRouter();
  const table = useRef<HTMLTableElement>(null);
  const cardId = useId();
  const card = useCellCard();
  const [asked, setAsked] = useState<Place>({ row: 0, column: 0 });

  const size = { rows: matrix.rows.length, columns: matrix.columns.length, hasHeader: context.maySelect };
  const at = placeWithin(asked, size);
  const standingAt = ({ row, column }: Place) => matrix.rows[row]?.cells[column];
  const columnOf = (column: number) => belowIn(matrix.rows.map((row) => ({ ...row, cells: [row.cells[column]] })));
  const firsts = useMemo(() => {
    let first = 0;
    return new Set(matrix.groups.map(({ columns }) => (first += columns.length) - columns.length));
  }, [matrix.groups]);

  const open = (place: Place) => {
    const standing = standingAt(place);
    if (standing?.look === 'excused') onExcused(standing);
    else if (standing) router.history.push(context.records(standing));
  };
  const select = (place: Place): boolean => {
    if (!context.maySelect) return false;
    if (place.row === -1) selection.toggle(columnOf(place.column));
    const standing = standingAt(place);
    if (!standing?.isBelow) return place.row === -1;
    selection.toggle([standing]);
    return true;
  };

  const press = (event: KeyboardEvent) => {
    const found = placeOf(event.target);
    if (!found || event.altKey || event.metaKey) return;
    const [from] = found;
    const to = step(from, event.key, event.ctrlKey, size);
    if (to) {
      event.preventDefault();
      setAsked(to);
      table.current?.querySelector<HTMLElement>(`[data-place="${to.row}:${to.column}"]`)?.focus();
      return;
    }
    if (from.row === -1 || from.column === -1) return; // a button or a link, which know their own keys
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === ' ') select(from);
    else open(from);
  };
  const click = (event: MouseEvent) => {
    const found = placeOf(event.target);
    if (!found || found[0].column === -1 || select(found[0])) return;
    const standing = standingAt(found[0]);
    if (standing && (standing.look === 'excused' || standing.confirmed + standing.claimed > 0)) open(found[0]);
  };
  const point = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return;
    const found = placeOf(event.target);
    if (found && standingAt(found[0])) card.point(found[1]);
    else card.leave();
  };

  const shown = card.cell && placeOf(card.cell);
  const standing = shown && standingAt(shown[0]);
  return (
    <div className="matrix-scroll" onPointerLeave={card.leave}>
      <table
        ref={table}
        className="matrix"
        role="grid"
        aria-label={t('matrix')}
        aria-multiselectable={context.maySelect || undefined}
        onKeyDown={press}
        onClick={click}
        onPointerOver={point}
        onFocus={(event) => {
          const found = placeOf(event.target);
          if (!found) return;
          setAsked(found[0]);
          card.show(standingAt(found[0]) ? found[1] : null);
        }}
        onBlur={() => card.show(null)}
      >
        <MatrixHead matrix={matrix} context={context} today={today} tabColumn={at.row === -1 ? at.column : undefined} />
        <tbody>
          {matrix.rows.map((row, i) => (
            <MatrixRow
              key={row.pairing}
              row={row}
              index={i}
              tabColumn={i === at.row ? at.column : undefined}
              selected={row.cells.flatMap((cell) => (cell && selection.has(cell) ? [cell.key] : [])).join(separator)}
              maySelect={context.maySelect}
              firsts={firsts}
              described={standing && standing.pairing === row.pairing ? standing.key : undefined}
              card={cardId}
            />
          ))}
        </tbody>
      </table>
      {card.cell && standing && (
        <CellCard
          key={standing.key}
          id={cardId}
          cell={card.cell}
          standing={standing}
          context={context}
          byFocus={card.byFocus}
          onExcused={onExcused}
          onStay={card.stay}
          onLeave={card.leave}
        />
      )}
    </div>
  );
};
