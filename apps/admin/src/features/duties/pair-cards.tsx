import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../../app/i18n.js';
import { formatNumber } from '../../app/format.js';
import { AppLink } from '../../components/app-link.js';
import type { DutyContext } from './duty-context.js';
import { type DutyGroup, isAsked, type Matrix, type MatrixRow, type Standing } from './matrix.js';
import type { CellSelection } from './selection.js';
import './pair-cards.css';
import { looks, StandingCount, StandingState } from './standing-state.js';
import { useBasisText, useShortPeriod } from './wording.js';

interface CardProps {
  readonly context: DutyContext;
  readonly selection: CellSelection;
  /** Shows why a cell was excused. */
  readonly onExcused: (standing: Standing) => void;
}

const Below = ({ standing, context, selection }: Omit<CardProps, 'onExcused'> & { standing: Standing }) => {
  const { t } = useTranslation('duties');
  const short = useShortPeriod();
  const text = useText();
  const newRecord = context.newRecord(standing);
  const period = (
    <>
      <span className="pair-period">{short(standing.column.period)}</span>
      <StandingCount standing={standing} />
      <StandingState look={standing.look} isReminded={standing.remindedAt !== null} />
    </>
  );
  return (
    <li className={`pair-below ${standing.look}`}>
      {context.maySelect ? (
        <Checkbox
          checked={selection.has(standing)}
          onChange={() => selection.toggle([standing])}
          aria-label={t('selectCell', {
            duty: text(standing.column.title),
            period: text(standing.column.period.title),
          })}
        >
          {period}
        </Checkbox>
      ) : (
        <span className="pair-line">{period}</span>
      )}
      <AppLink to={newRecord ?? context.records(standing)}>{t(newRecord ? 'write' : 'seeRecords')}</AppLink>
    </li>
  );
};

const PairDuty = ({
  group,
  cells,
  context,
  selection,
  onExcused,
}: CardProps & { group: DutyGroup; cells: readonly Standing[] }) => {
  const { t } = useTranslation('duties');
  const text = useText();
  const short = useShortPeriod();
  const basisText = useBasisText();
  const below = cells.filter(({ isBelow }) => isBelow);
  // A share is worked out per period, and periods this long come one at a time.
  const basis = cells.filter(isAsked).flatMap((cell) => basisText(context.duties.get(cell.duty), cell) ?? [])[0];
  const counted = looks
    .map((look) => ({ look, n: cells.filter((cell) => cell.look === look).length }))
    .filter(({ look, n }) => n > 0 && look !== 'open' && look !== 'overdue');
  return (
    <div className="pair-duty">
      {cells.length === below.length && <h3>{text(group.title)}</h3>}
      {cells.length > below.length && (
        <details>
          <summary>
            <h3>{text(group.title)}</h3>
            {counted.map(({ look, n }) => (
              <span key={look} className="pair-sum">
                <StandingState look={look} /> {formatNumber(n)}
              </span>
            ))}
          </summary>
          <ul className="pair-all">
            {cells
              .filter(({ isBelow }) => !isBelow)
              .map((standing) => {
                const line = (
                  <>
                    <span className="pair-period">{short(standing.column.period)}</span>
                    <StandingCount standing={standing} />
                    <StandingState look={standing.look} />
                  </>
                );
                return (
                  <li key={standing.key}>
                    {standing.look === 'excused' ? (
                      <button type="button" className="pair-line" onClick={() => onExcused(standing)}>
                        {line}
                        <span className="pair-see">{t('excuse.see')}</span>
                      </button>
                    ) : (
                      <AppLink to={context.records(standing)} className="pair-line">
                        {line}
                      </AppLink>
                    )}
                  </li>
                );
              })}
          </ul>
        </details>
      )}
      {below.length > 0 && (
        <ul>
          {below.map((standing) => (
            <Below key={standing.key} standing={standing} context={context} selection={selection} />
          ))}
        </ul>
      )}
      {basis && <p className="muted pair-basis">{basis}</p>}
      {cells.length === 0 && <p className="muted">{t('state.notDue')}</p>}
    </div>
  );
};

const cellsOf = (row: MatrixRow, group: DutyGroup): readonly Standing[] =>
  row.cells.filter((cell): cell is Standing => cell?.duty === group.duty);

/** What is asked of two schools is not asked of two of their people: of these only what concerns them is shown. */
const groupsOf = ({ groups }: Matrix, row: MatrixRow): readonly DutyGroup[] =>
  row.pairing === row.around ? groups : groups.filter((group) => cellsOf(row, group).length > 0);

/** The matrix on a phone: a card per pair. What is missing stands open, the rest folds away. */
export const PairCards = ({ matrix, ...card }: CardProps & { matrix: Matrix }) => {
  const { t } = useTranslation('duties');
  return (
    <ul className="pair-cards" aria-label={t('matrix')}>
      {matrix.rows.map((row) => (
        <li key={row.pairing} className="pair-card">
          <h2>
            <AppLink to={`/pairings/${row.around}`}>
              {t('pair', { helper: row.helper.name, helped: row.helped.name })}
            </AppLink>
          </h2>
          {groupsOf(matrix, row).map((group) => (
            <PairDuty key={group.duty} group={group} cells={cellsOf(row, group)} {...card} />
          ))}
        </li>
      ))}
    </ul>
  );
};
