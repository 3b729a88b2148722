import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusTag } from '../../components/status-tag.js';
import { type Place, placeWithin, step } from '../../components/grid-steps.js';
import { cellsOf, rowsOf, toggleColumn, toggleRow } from './enabling-cells.js';
import { EnablingMark } from './enabling-mark.js';
import { toggle } from './organisation-tree.js';
import type { Column, Matrix } from './use-matrix.js';

const placeOf = (target: EventTarget): Place | undefined => {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  const [row, column] = element?.dataset['place']?.split(':').map(Number) ?? [];
  return row !== undefined && column !== undefined ? { row, column } : undefined;
};

/** Organisations down, programmes across. One stop of the Tab key; arrow keys inside, space or Enter turns a cell. */
export const EnablingGrid = ({ columns, matrix }: { columns: readonly Column[]; matrix: Matrix }) => {
  const { t } = useTranslation('programmes');
  const table = useRef<HTMLTableElement>(null);
  const [asked, setAsked] = useState<Place>({ row: 0, column: 0 });
  const { tree, choices } = matrix;
  const rows = rowsOf(tree);
  const cells = new Map(columns.map(({ id }) => [id, cellsOf(tree, choices[id]!)]));
  const changed = new Set(matrix.changed.map(({ id }) => id));
  const size = { rows: rows.length, columns: columns.length, hasHeader: true };
  const at = placeWithin(asked, size);
  const stop = (row: number, column: number) => ({
    'data-place': `${row}:${column}`,
    tabIndex: at.row === row && at.column === column ? 0 : -1,
  });

  const turn = ({ row, column }: Place) => {
    if (matrix.isBusy) return;
    const programme = columns[column]?.id;
    const organisation = rows[row]?.place.id;
    if (programme && organisation) matrix.change({ [programme]: toggle(tree, choices[programme]!, organisation) });
    else if (programme) matrix.change({ [programme]: toggleColumn(tree, choices[programme]!) });
    else if (organisation) matrix.change(toggleRow(tree, choices, organisation));
  };
  const press = (event: KeyboardEvent) => {
    const from = placeOf(event.target);
    if (!from || event.altKey || event.metaKey) return;
    const to = step(from, event.key, event.ctrlKey, size);
    if (to) {
      event.preventDefault();
      setAsked(to);
      table.current?.querySelector<HTMLElement>(`[data-place="${to.row}:${to.column}"]`)?.focus();
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      turn(from);
    }
  };
  const click = (event: MouseEvent) => {
    const found = placeOf(event.target);
    if (!found) return;
    setAsked(found);
    turn(found);
  };

  return (
    <div className="enabling-scroll">
      <table
        ref={table}
        className="enabling"
        role="grid"
        aria-label={t('matrix.title')}
        onKeyDown={press}
        onClick={click}
        onFocus={(event) => {
          const found = placeOf(event.target);
          if (found) setAsked(found);
        }}
      >
        <thead>
          <tr>
            <td className="enabling-corner">{t('matrix.corner')}</td>
            {columns.map((column, i) => (
              <th key={column.id} scope="col" role="columnheader" className={changed.has(column.id) ? 'changed' : ''}>
                <button type="button" {...stop(-1, i)} aria-label={t('matrix.wholeColumn', { title: column.title })}>
                  <span className="enabling-title">{column.title}</span>
                </button>
                <StatusTag of="programme" state={column.state} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ place, depth, isSchool }, i) => (
            <tr key={place.id} className={isSchool ? '' : 'office'}>
              <th scope="row" role="rowheader">
                <button
                  type="button"
                  {...stop(i, -1)}
                  style={{ paddingLeft: 16 + depth * 18 }}
                  aria-label={t('matrix.wholeRow', { name: place.name })}
                >
                  {place.name}
                </button>
              </th>
              {columns.map((column, j) => {
                const cell = cells.get(column.id)!.get(place.id)!;
                return (
                  <td key={column.id} role="gridcell" className={cell.state} {...stop(i, j)}>
                    <EnablingMark cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
