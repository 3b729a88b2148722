import { memo, useState } from 'react';
import type { CellError } from './columns.js';
import type { Place, Row } from './grid.js';

interface EditorProps {
  readonly text: string;
  readonly list: string;
  readonly place: Place;
  readonly onWritten: (text: string | undefined, to?: Place) => void;
  readonly next: (by: -1 | 1) => Place | undefined;
}

/** The cell that is being written in. Enter goes down, Tab to the side, Esc leaves everything as it was. */
const Editor = ({ text, list, place, onWritten, next }: EditorProps) => {
  const [typed, setTyped] = useState(text);
  return (
    <input
      className="batch-editor"
      autoFocus
      value={typed}
      list={list}
      aria-label={`${place.row + 1}, ${place.column + 1}`}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => onWritten(typed)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') onWritten(typed, { ...place, row: place.row + 1 });
        else if (event.key === 'Escape') onWritten(undefined);
        else if (event.key === 'Tab') onWritten(typed, next(event.shiftKey ? -1 : 1));
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
};

interface GridRowProps {
  readonly index: number;
  readonly row: Row;
  readonly width: number;
  readonly errors: readonly CellError[];
  /** Column of the cell with the focus, where it is in this row. */
  readonly active: number | undefined;
  /** What of the row is selected. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly writing: string | undefined;
  readonly list: string;
  readonly onWritten: EditorProps['onWritten'];
  readonly next: EditorProps['next'];
}

const PlainRow = ({ index, row, errors, active, from, to, writing, list, onWritten, next }: GridRowProps) => {
  const own = errors.filter((error) => error.row === index);
  return (
    <div role="row" aria-rowindex={index + 2} className="batch-row">
      <div role="rowheader" className={own.length > 0 ? 'batch-number wrong' : 'batch-number'}>
        {index + 1}
      </div>
      {row.map((text, c) => {
        const isActive = active === c;
        const error = own.find(({ column }) => column === c);
        const isSelected = from !== undefined && to !== undefined && c >= from && c <= to;
        return (
          <div
            key={c}
            role="gridcell"
            data-at={`${index}:${c}`}
            tabIndex={isActive ? 0 : -1}
            aria-selected={isSelected}
            aria-invalid={error ? true : undefined}
            aria-describedby={isActive ? 'batch-status' : undefined}
            title={error?.text}
            className={`batch-cell${isActive ? ' active' : ''}${isSelected ? ' selected' : ''}${error ? ' wrong' : ''}`}
          >
            {isActive && writing !== undefined ? (
              <Editor text={writing} list={list} place={{ row: index, column: c }} onWritten={onWritten} next={next} />
            ) : (
              text
            )}
          </div>
        );
      })}
    </div>
  );
};

/** Whether two rows of errors say the same about a row. */
const sameErrors = (a: readonly CellError[], b: readonly CellError[], row: number): boolean => {
  const [mine, theirs] = [a, b].map((list) => list.filter((error) => error.row === row));
  return (
    mine?.length === theirs?.length &&
    (mine ?? []).every(({ column, text }, i) => column === theirs?.[i]?.column && text === theirs[i].text)
  );
};

/** One row; drawn again only when something of it has changed, for there are up to two hundred. */
export const GridRow = memo(
  PlainRow,
  (a, b) =>
    a.row === b.row &&
    a.active === b.active &&
    a.from === b.from &&
    a.to === b.to &&
    a.writing === b.writing &&
    // The row in use always has the newest ways to act.
    b.active === undefined &&
    sameErrors(a.errors, b.errors, b.index),
);
