import { CheckOutlined } from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/app-link.js';
import type { MatrixRow as Row, Standing } from './matrix.js';
import { StandingCount, StandingState } from './standing-state.js';

interface MatrixCellProps {
  readonly standing: Standing | undefined;
  readonly row: number;
  readonly column: number;
  readonly isTabStop: boolean;
  readonly isSelectable: boolean;
  readonly isSelected: boolean;
  /** Whether a duty begins with this column. */
  readonly isFirst: boolean;
  /** Id of the card that this cell shows. */
  readonly card: string | undefined;
}

const MatrixCell = memo(
  ({ standing, row, column, isTabStop, isSelectable, isSelected, isFirst, card }: MatrixCellProps) => {
    const { t } = useTranslation('duties');
    const look = standing?.look ?? 'notDue';
    return (
      <td
        role="gridcell"
        className={`matrix-cell ${look}${isFirst ? ' first' : ''}${isSelectable ? ' selectable' : ''}`}
        data-place={`${row}:${column}`}
        tabIndex={isTabStop ? 0 : -1}
        {...(isSelectable ? { 'aria-selected': isSelected } : {})}
        aria-describedby={card}
      >
        {standing ? (
          <>
            <span className="matrix-count">
              {isSelectable && <span className="cell-box">{isSelected && <CheckOutlined aria-hidden />}</span>}
              <StandingCount standing={standing} />
            </span>
            <StandingState look={look} isReminded={standing.isBelow && standing.remindedAt !== null} />
          </>
        ) : (
          <>
            <span aria-hidden>—</span>
            <span className="visually-hidden">{t('state.notDue')}</span>
          </>
        )}
      </td>
    );
  },
);
MatrixCell.displayName = 'MatrixCell';

interface MatrixRowProps {
  readonly row: Row;
  readonly index: number;
  /** Column that Tab reaches; undefined in every row but one. */
  readonly tabColumn: number | undefined;
  /** Keys of this row's selected cells, joined; a string so that rows which did not change are not drawn anew. */
  readonly selected: string;
  readonly maySelect: boolean;
  /** Columns with which a duty begins. */
  readonly firsts: ReadonlySet<number>;
  /** Key of the cell that shows its card, and the card's id. */
  readonly described: string | undefined;
  readonly card: string;
}

export const separator = '\n';

export const MatrixRow = memo(
  ({ row, index, tabColumn, selected, maySelect, firsts, described, card }: MatrixRowProps) => {
    const { t } = useTranslation('duties');
    const keys = new Set(selected.split(separator));
    return (
      <tr>
        <th scope="row">
          <AppLink
            to={`/pairings/${row.around}`}
            className="matrix-pair"
            data-place={`${index}:-1`}
            tabIndex={tabColumn === -1 ? 0 : -1}
            title={t('pair', { helper: row.helper.name, helped: row.helped.name })}
          >
            <span>{row.helper.name}</span>
            <span className="visually-hidden">—</span>
            <span className="matrix-helped">{row.helped.name}</span>
          </AppLink>
        </th>
        {row.cells.map((standing, column) => (
          <MatrixCell
            key={column}
            standing={standing}
            row={index}
            column={column}
            isTabStop={tabColumn === column}
            isSelectable={maySelect && standing?.isBelow === true}
            isSelected={standing !== undefined && keys.has(standing.key)}
            isFirst={firsts.has(column)}
            card={standing && described === standing.key ? card : undefined}
          />
        ))}
      </tr>
    );
  },
);
MatrixRow.displayName = 'MatrixRow';
