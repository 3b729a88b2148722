/** A reason with a quick one added: once only, with the sentence before it kept. */
export const withReason = (reason: string, quick: string, separator: string): string => {
  const before = reason.trim();
  if (before === '') return quick;
  return before.includes(quick) ? before : `${before}${separator}${quick}`;
};

export const shortestReason = 2;
export const longestReason = 200;

export const isReason = (reason: string): boolean => {
  const { length } = reason.trim();
  return length >= shortestReason && length <= longestReason;
};
