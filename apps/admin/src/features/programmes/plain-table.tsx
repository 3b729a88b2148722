import type { ReactNode } from 'react';
import './plain-table.css';

interface PlainTableProps {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly heads: readonly { readonly title: string; readonly className?: string }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly none: string;
}

/** A small table that is read, not searched; on a phone each row becomes a block with its heads beside the values. */
export const PlainTable = ({ id, title, note, heads, rows, none }: PlainTableProps) => (
  <section className="panel" aria-labelledby={id}>
    <div className="panel-head">
      <h2 id={id}>{title}</h2>
      {note && <span className="muted">{note}</span>}
    </div>
    {rows.length === 0 ? (
      <p className="panel-body muted">{none}</p>
    ) : (
      <div className="plain-scroll" tabIndex={0} role="region" aria-labelledby={id}>
        <table className="plain-table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head.title} scope="col" className={head.className}>
                  {head.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells: [first, ...rest] }) => (
              <tr key={key}>
                <th scope="row">{first}</th>
                {rest.map((cell, i) => (
                  <td key={heads[i + 1]?.title} className={heads[i + 1]?.className}>
                    <span className="plain-head" aria-hidden="true">
                      {heads[i + 1]?.title}
                    </span>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
);
