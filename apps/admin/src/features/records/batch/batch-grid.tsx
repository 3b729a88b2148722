import {
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { CellError, Sheet } from './columns.js';
import { GridRow } from './grid-row.js';
import {
  areaOf,
  cleared,
  copied,
  filledDown,
  mostRows,
  paste,
  type Place,
  type Rows,
  withoutRows,
  withRow,
  written,
} from './grid.js';
import { parseTsv, writeTsv } from './tsv.js';

export interface GridHandle {
  goTo(place: Place): void;
  focus(): void;
  fillDown(): void;
  removeRows(): void;
}

interface BatchGridProps {
  readonly ref: Ref<GridHandle>;
  readonly sheet: Sheet;
  readonly rows: Rows;
  readonly errors: readonly CellError[];
  readonly active: Place;
  readonly onActive: (place: Place) => void;
  readonly change: (next: (rows: Rows) => Rows) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onNotice: (text: string) => void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** A table to write in as in Excel: arrows, Enter or F2 to write, Tab to go on, Ctrl+C, V, Z, Y and D. */
export const BatchGrid = (props: BatchGridProps) => {
  const { ref, sheet, rows, errors, active, onActive, change, onUndo, onRedo, onNotice } = props;
  const { t } = useTranslation('records');
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const [anchor, setAnchor] = useState<Place>(active);
  const [writing, setWriting] = useState<string>();
  const width = sheet.columns.length;
  const area = areaOf(anchor, active);
  const wanted = useRef(true); // at first too: whoever comes here wants to paste

  const limit = ({ row, column }: Place): Place => ({
    row: Math.min(Math.max(row, 0), rows.length - 1),
    column: Math.min(Math.max(column, 0), width - 1),
  });
  const select = (place: Place, keepAnchor = false) => {
    const next = limit(place);
    wanted.current = true;
    onActive(next);
    if (!keepAnchor) setAnchor(next);
  };
  // The cell that is chosen has the focus, and is in sight.
  useEffect(() => {
    if (!wanted.current || writing !== undefined) return;
    wanted.current = false;
    const cell = box.current?.querySelector<HTMLElement>(`[data-at="${active.row}:${active.column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  useImperativeHandle(ref, () => ({
    goTo: (place) => select(place),
    focus: () => select(active, true),
    fillDown: () => {
      change((now) => filledDown(now, area));
      select(active, true);
    },
    removeRows: () => {
      change((now) => withoutRows(now, area, width));
      select({ row: Math.min(area.from.row, rows.length - 2), column: active.column });
    },
  }));

  const finish = (text: string | undefined, to?: Place) => {
    if (text !== undefined && text !== rows[active.row]?.[active.column]) change((now) => written(now, active, text));
    setWriting(undefined);
    select(to ?? active);
  };
  const after = (by: -1 | 1): Place | undefined => {
    const next = active.row * width + active.column + by;
    return next < 0 || next >= rows.length * width
      ? undefined
      : { row: Math.floor(next / width), column: next % width };
  };

  const chord = (event: KeyboardEvent): (() => void) | undefined => {
    switch (event.key.toLowerCase()) {
      case 'z':
        return event.shiftKey ? onRedo : onUndo;
      case 'y':
        return onRedo;
      case 'd':
        return () => change((now) => filledDown(now, area));
      case 'a':
        return () => {
          setAnchor({ row: 0, column: 0 });
          select({ row: rows.length - 1, column: width - 1 }, true);
        };
      case 'home':
        return () => select({ row: 0, column: 0 }, event.shiftKey);
      case 'end':
        return () => select({ row: rows.length - 1, column: width - 1 }, event.shiftKey);
      default:
        return undefined;
    }
  };
  const press = (event: KeyboardEvent) => {
    if (writing !== undefined || event.nativeEvent.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      const act = chord(event);
      if (!act) return;
      event.preventDefault();
      return act();
    }
    const arrow = arrows[event.key];
    if (arrow) {
      event.preventDefault();
      return select({ row: active.row + arrow[0], column: active.column + arrow[1] }, event.shiftKey);
    }
    switch (event.key) {
      case 'Tab': {
        const next = after(event.shiftKey ? -1 : 1);
        if (!next) return; // past the last cell Tab leaves the table
        event.preventDefault();
        return select(next);
      }
      case 'Escape':
        return document.getElementById('batch-check')?.focus();
      case 'Enter':
      case 'F2':
        event.preventDefault();
        return setWriting(rows[active.row]?.[active.column] ?? '');
      case 'Delete':
      case 'Backspace':
        event.preventDefault();
        return change((now) => cleared(now, area));
      case 'Home':
      case 'End':
        event.preventDefault();
        return select({ row: active.row, column: event.key === 'Home' ? 0 : width - 1 }, event.shiftKey);
      case 'PageUp':
      case 'PageDown':
        event.preventDefault();
        return select({ ...active, row: active.row + (event.key === 'PageUp' ? -10 : 10) }, event.shiftKey);
      case 'Insert':
        event.preventDefault();
        return change((now) => withRow(now, active.row, width));
      default:
        // What is typed replaces what stands there, as in Excel.
        if (event.key.length === 1 && !event.altKey) {
          event.preventDefault();
          setWriting(event.key);
        }
    }
  };

  const take = (event: ClipboardEvent) => {
    if (writing !== undefined) return;
    event.preventDefault();
    const block = parseTsv(event.clipboardData.getData('text/plain'));
    if (block.length === 0) return;
    const pasted = paste({ rows, at: area.from, block, titles: sheet.columns.map(({ title }) => title) });
    if ('tooMany' in pasted) return onNotice(t('batch.tooMany', { count: pasted.tooMany, most: mostRows }));
    change(() => pasted.rows);
    setAnchor(pasted.area.from);
    wanted.current = true;
    onActive(pasted.area.from);
    const named = pasted.leftOut.filter((title) => title !== '');
    onNotice(
      named.length > 0
        ? t('batch.leftOutNamed', { what: named.join(t('app:form.listSeparator')) })
        : pasted.leftOut.length > 0
          ? t('batch.leftOut')
          : '',
    );
  };
  const give = (event: ClipboardEvent) => {
    if (writing !== undefined) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeTsv(copied(rows, area)));
    if (event.type === 'cut') change((now) => cleared(now, area));
  };

  return (
    <div
      ref={box}
      className="batch-scroll"
      onKeyDown={press}
      onPaste={take}
      onCopy={give}
      onCut={give}
      onMouseDown={(event) => {
        const at = (event.target as HTMLElement).closest<HTMLElement>('[data-at]')?.dataset['at'];
        if (!at || (event.target as HTMLElement).closest('.batch-editor')) return;
        const [row = 0, column = 0] = at.split(':').map(Number);
        event.preventDefault();
        if (writing !== undefined) box.current?.querySelector<HTMLElement>('.batch-editor')?.blur();
        select({ row, column }, event.shiftKey);
      }}
      onDoubleClick={() => setWriting(rows[active.row]?.[active.column] ?? '')}
    >
      <div
        role="grid"
        className="batch-grid"
        aria-label={t('batch.table')}
        aria-rowcount={rows.length + 1}
        aria-colcount={width + 1}
        aria-multiselectable="true"
        style={{
          gridTemplateColumns: `48px ${sheet.columns.map(({ isLong }) => (isLong ? '220px' : '140px')).join(' ')}`,
        }}
      >
        <div role="row" aria-rowindex={1} className="batch-row">
          <div role="columnheader" className="batch-head corner">
            {t('batch.row')}
          </div>
          {sheet.columns.map(({ key, title, required, hint }) => (
            <div key={key} role="columnheader" className="batch-head">
              <span>
                {required && (
                  <span className="required" aria-hidden="true">
                    *
                  </span>
                )}
                {title}
              </span>
              {hint && <small>{hint}</small>}
            </div>
          ))}
        </div>
        {rows.map((row, r) => (
          <GridRow
            key={r}
            index={r}
            row={row}
            width={width}
            errors={errors}
            active={active.row === r ? active.column : undefined}
            from={r >= area.from.row && r <= area.to.row ? area.from.column : undefined}
            to={r >= area.from.row && r <= area.to.row ? area.to.column : undefined}
            writing={active.row === r ? writing : undefined}
            list={`${list}${active.column}`}
            onWritten={finish}
            next={after}
          />
        ))}
      </div>
      {sheet.columns.map(({ key, options }, i) => (
        <datalist key={key} id={`${list}${i}`}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      ))}
    </div>
  );
};
