import './meter.css';

interface MeterProps {
  readonly label: string;
  /** Stacked from the left. Whoever cannot see it reads the numbers that stand beside it. */
  readonly parts: readonly { readonly tone: 'good' | 'claimed' | 'late'; readonly amount: number }[];
  readonly of: number;
}

/** A bar of how much of something is there. */
export const Meter = ({ label, parts, of }: MeterProps) => {
  const sum = parts.reduce((all, { amount }) => all + amount, 0);
  const whole = Math.max(of, 1); // what exceeds the requirement is cut off: full is full
  return (
    <div
      className="meter"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={Math.min(sum, of)}
    >
      {parts.map(({ tone, amount }) => (
        <span key={tone} className={`meter-part ${tone}`} style={{ width: `${(amount / whole) * 100}%` }} />
      ))}
    </div>
  );
};
