import { useTranslation } from 'react-i18next';
import { cellsOf, type Row, rowsOf } from './enabling-cells.js';
import { EnablingMark } from './enabling-mark.js';
import { toggle } from './organisation-tree.js';
import type { Column, Matrix } from './use-matrix.js';

/** On a phone: organisation by organisation, a tick a programme. Schools fold away under their office. */
export const EnablingCards = ({ columns, matrix }: { columns: readonly Column[]; matrix: Matrix }) => {
  const { t } = useTranslation('programmes');
  const { tree, choices } = matrix;
  const cells = new Map(columns.map(({ id }) => [id, cellsOf(tree, choices[id]!)]));
  const ticks = ({ place }: Row) => (
    <ul className="enabling-ticks">
      {columns.map((column) => {
        const cell = cells.get(column.id)!.get(place.id)!;
        return (
          <li key={column.id}>
            <label>
              <input
                type="checkbox"
                checked={cell.state === 'on' || cell.state === 'inherited'}
                disabled={matrix.isBusy}
                onChange={() => matrix.change({ [column.id]: toggle(tree, choices[column.id]!, place.id) })}
                aria-label={t('matrix.tick', { title: column.title, name: place.name })}
              />
              <span className="enabling-tick-title">{column.title}</span>
            </label>
            <EnablingMark cell={cell} />
          </li>
        );
      })}
    </ul>
  );
  const offices = rowsOf(tree).reduce<{ office: Row; schools: Row[] }[]>((all, row) => {
    if (row.isSchool && all.length > 0 && row.depth > 0) all.at(-1)!.schools.push(row);
    else all.push({ office: row, schools: [] });
    return all;
  }, []);
  return (
    <ul className="enabling-cards">
      {offices.map(({ office, schools }) => (
        <li key={office.place.id}>
          <h2>{office.place.name}</h2>
          {ticks(office)}
          {schools.length > 0 && (
            <details>
              <summary>{t('matrix.schools', { count: schools.length })}</summary>
              {schools.map((row) => (
                <section key={row.place.id} aria-label={row.place.name}>
                  <h3>{row.place.name}</h3>
                  {ticks(row)}
                </section>
              ))}
            </details>
          )}
        </li>
      ))}
    </ul>
  );
};
