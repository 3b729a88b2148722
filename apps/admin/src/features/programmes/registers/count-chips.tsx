import { formatNumber } from '../../../app/format.js';
import './registers.css';

interface CountChipsProps<Key extends string> {
  readonly label: string;
  /** `undefined` is the chip that shows everything. */
  readonly chips: readonly {
    readonly key: Key | undefined;
    readonly name: string;
    readonly n: number | undefined;
  }[];
  readonly chosen: Key | undefined;
  readonly onChoose: (key: Key | undefined) => void;
}

/** How many there are of each kind; each chip narrows the list below to its own. */
export const CountChips = <Key extends string>({ label, chips, chosen, onChoose }: CountChipsProps<Key>) => (
  <ul className="chips" aria-label={label}>
    {chips.map(({ key, name, n }) => (
      <li key={key ?? 'all'}>
        <button type="button" className="chip" aria-pressed={key === chosen} onClick={() => onChoose(key)}>
          {name} <strong>{formatNumber(n)}</strong>
        </button>
      </li>
    ))}
  </ul>
);
