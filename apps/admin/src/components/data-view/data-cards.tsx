import { useTranslation } from 'react-i18next';
import { type RowsProps, RowEntry } from './data-table.js';

/** A list on a phone: a card per row, with the columns marked `brief`. */
export const DataCards = <Row,>({ title, columns, rows, rowKey, rowLink, onOpen, selection }: RowsProps<Row>) => {
  const { t } = useTranslation('app');
  const marked = columns.filter(({ brief }) => brief);
  const [heading, ...rest] = marked.length > 0 ? marked : columns.slice(0, 3);
  return (
    <ul className="cards" aria-label={title}>
      {rows.map((row) => {
        const key = rowKey(row);
        return (
          <li key={key} className="card">
            {selection && (
              <input
                type="checkbox"
                aria-label={t('list.selectRow')}
                checked={selection.keys.includes(key)}
                onChange={(event) =>
                  selection.onChange(
                    event.target.checked ? [...selection.keys, key] : selection.keys.filter((k) => k !== key),
                  )
                }
              />
            )}
            <p className="card-title">
              <RowEntry row={row} rowLink={rowLink} onOpen={onOpen}>
                {heading?.cell(row)}
              </RowEntry>
            </p>
            <dl>
              {rest.map((column) => (
                <div key={column.key}>
                  <dt>{column.title}</dt>
                  <dd>{column.cell(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        );
      })}
    </ul>
  );
};
