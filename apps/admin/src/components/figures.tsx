import { formatNumber } from '../app/format.js';
import { AppLink } from './app-link.js';
import './figures.css';

export interface Figure {
  readonly key: string;
  readonly name: string;
  readonly n: number;
  readonly unit?: string;
  /** A second number that belongs to the first, "待确认 3". */
  readonly beside?: string | undefined;
  readonly tone?: 'good' | 'due' | 'late' | 'bad';
  readonly to?: string | undefined;
  /** The number narrows the list below it, or does no longer. */
  readonly filter?: { readonly isOn: boolean; readonly onToggle: () => void };
}

/** A row of numbers above a table; one with an address leads to what it counts. */
export const Figures = ({ title, figures }: { title: string; figures: readonly Figure[] }) => (
  <section className="panel key-figures" aria-label={title}>
    <ul>
      {figures.map((figure) => {
        const { key, name, n, unit, beside, tone, to, filter } = figure;
        const body = (
          <>
            <span className="key-figure-name">{name}</span>
            <span className={`key-figure-number ${n > 0 && tone ? tone : ''}`}>
              {formatNumber(n)} {unit && <small>{unit}</small>}
              {beside && <small className="key-figure-beside">{beside}</small>}
            </span>
          </>
        );
        return (
          <li key={key}>
            {filter ? (
              <button type="button" className="key-figure" aria-pressed={filter.isOn} onClick={filter.onToggle}>
                {body}
              </button>
            ) : to ? (
              <AppLink to={to} className="key-figure">
                {body}
              </AppLink>
            ) : (
              <div className="key-figure">{body}</div>
            )}
          </li>
        );
      })}
    </ul>
  </section>
);
