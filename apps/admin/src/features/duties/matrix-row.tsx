import { CheckOutlined } from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/app-link.js';
import type { MatrixRow as Row } from './matrix.js';
import { StandingCount, StandingState } from './standing-state.js';

interface MatrixRowProps {
  readonly row: Row;
  readonly index: number;
  /** Column that Tab reaches; undefined in every row but one. */
  readonly tabColumn: number | undefined;
  /** Keys of this row's selected cells, joined; a string so that rows which did not change are not drawn anew. */
  readonly selected: string;
  readonly mayRemind: boolean;
  /** Columns with which a duty begins. */
  readonly firsts: ReadonlySet<number>;
  /** Key and card of the cell that shows its card. */
  readonly described: string | undefined;
  readonly card: string;
}

export const separator = '\n';

export const MatrixRow = memo(
  ({ row, index, tabColumn, selected, mayRemind, firsts, described, card }: MatrixRowProps) => {
    const { t } = useTranslation('duties');
    const keys = selected === '' ? [] : selected.split(separator);
    const tab = (column: number) => (column === tabColumn ? 0 : -1);
    return (
      <tr>
        <th scope="row">
          <AppLink
            to={`/pairings/${row.pairing}`}
            className="matrix-pair"
            data-place={`${index}:-1`}
            tabIndex={tab(-1)}
          >
            <span>{row.helper.name}</span>
            <span className="visually-hidden">—</span>
            <span className="matrix-helped">{row.helped.name}</span>
          </AppLink>
        </th>
        {row.cells.map((standing, column) => {
          const first = firsts.has(column) ? ' first' : '';
          const place = { 'data-place': `${index}:${column}`, tabIndex: tab(column) };
          if (!standing)
            return (
              <td key={column} role="gridcell" className={`matrix-cell${first}`} {...place}>
                <span aria-hidden>—</span>
                <span className="visually-hidden">{t('state.notDue')}</span>
              </td>
            );
          const { key, look, isBelow } = standing;
          const isSelectable = mayRemind && isBelow;
          const isSelected = keys.includes(key);
          return (
            <td
              key={key}
              role="gridcell"
              className={`matrix-cell ${look}${first}${isSelectable ? ' selectable' : ''}`}
              {...place}
              {...(isSelectable ? { 'aria-selected': isSelected } : {})}
              aria-describedby={described === key ? card : undefined}
            >
              <span className="matrix-count">
                {isSelectable && <span className="cell-box">{isSelected && <CheckOutlined aria-hidden />}</span>}
                <StandingCount standing={standing} />
              </span>
              <StandingState look={look} isReminded={isBelow && standing.remindedAt !== null} />
            </td>
          );
        })}
      </tr>
    );
  },
);
MatrixRow.displayName = 'MatrixRow';
