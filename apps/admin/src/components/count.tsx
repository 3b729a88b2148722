/** A number that asks for attention; nothing at zero. */
export const Count = ({ n, what }: { n: number; what?: string }) =>
  n > 0 ? (
    <span className="count">
      {n > 99 ? '99+' : n}
      {what && <span className="visually-hidden"> {what}</span>}
    </span>
  ) : null;
