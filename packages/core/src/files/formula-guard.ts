// A cell that holds `=…` as *text* is not run by Excel, but the same file saved as CSV and opened again is. So a quote is
// put in front that survives such a save. A text that already has quotes before a formula sign gets one more, so that
// `withoutGuard` gives back exactly what went in.
const RISKY = /^'*[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠\t\r\n\0]/u;

/**
 * Text that a spreadsheet will not take for a formula: a single quote is set before every text that begins with
 * `= + - @`, TAB, CR, LF, NUL or a full-width `＝＋－＠`, also after spaces, control or invisible characters.
 * Numbers never come here: a negative number is a numeric cell.
 */
export function neutralise(value: string): string {
  return RISKY.test(value) ? `'${value}` : value;
}

/** Undoes `neutralise`, so that a file can be exported, edited and imported again without loss. */
export function withoutGuard(value: string): string {
  return value.startsWith("'") && RISKY.test(value) ? value.slice(1) : value;
}
