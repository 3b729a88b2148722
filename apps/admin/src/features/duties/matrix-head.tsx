import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../app/i18n.js';
import type { DutyContext } from './duty-context.js';
import type { DutyColumn, DutyGroup, Matrix } from './matrix.js';
import { useDutyNorm, useShortPeriod } from './wording.js';

interface MatrixHeadProps {
  readonly matrix: Matrix;
  readonly context: DutyContext;
  readonly today: string;
  /** Column of the header that Tab reaches, if any. */
  readonly tabColumn: number | undefined;
}

const GroupHead = ({ group, context }: { group: DutyGroup; context: DutyContext }) => {
  const { t } = useTranslation('duties');
  const text = useText();
  const norm = useDutyNorm(context);
  const asked = norm(context.duties.get(group.duty));
  return (
    <th scope="colgroup" colSpan={group.columns.length} className="matrix-group first">
      <span className="matrix-group-text">
        <span>
          <strong>{text(group.title)}</strong>
          {group.place && (
            <span className="matrix-place" title={t('place')}>
              <span className="visually-hidden">{t('place')}</span> {group.place}
            </span>
          )}
        </span>
        {asked && (
          <span title={asked.more}>
            {asked.text}
            {asked.more && <span className="visually-hidden"> {asked.more}</span>}
          </span>
        )}
      </span>
    </th>
  );
};

/** Two lines: the duties with what they ask for, and under each its periods. A period selects what is missing in it. */
export const MatrixHead = memo(({ matrix, context, today, tabColumn }: MatrixHeadProps) => {
  const { t } = useTranslation('duties');
  const text = useText();
  const short = useShortPeriod();
  const isRunning = ({ period }: DutyColumn) => period.from <= today && today <= period.to;
  const firsts = new Set(matrix.groups.map((group) => group.columns[0]));
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className="matrix-corner">
          {t('pairing')}
        </th>
        {matrix.groups.map((group) => (
          <GroupHead key={group.duty} group={group} context={context} />
        ))}
      </tr>
      <tr>
        {matrix.columns.map((column, i) => (
          <th
            key={`${column.duty} ${column.period.id}`}
            scope="col"
            className={`matrix-period${firsts.has(column) ? ' first' : ''}${isRunning(column) ? ' running' : ''}`}
          >
            {context.maySelect ? (
              <button
                type="button"
                data-place={`-1:${i}`}
                tabIndex={i === tabColumn ? 0 : -1}
                title={t('selectColumn', { duty: text(column.title), period: text(column.period.title) })}
              >
                {short(column.period)}
              </button>
            ) : (
              <span title={text(column.period.title)}>{short(column.period)}</span>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
});
MatrixHead.displayName = 'MatrixHead';
