/**
 * Rules compare whole numbers only (Law 4): a fraction here is a mistake in the data or the settings, never rounded
 * in silence.
 * @throws RangeError when `value` is not a whole number that a double holds exactly, or lies below `least`.
 */
export const requireInteger = (name: string, value: number, least = -Infinity): void => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} must be a whole number up to 2^53, not ${value}.`);
  if (value < least) throw new RangeError(`${name} must be at least ${least}, not ${value}.`);
};

/**
 * Back from exact arithmetic.
 * @throws RangeError when the number does not fit a double exactly.
 */
export const safeNumber = (name: string, value: bigint): number => {
  const number = Number(value);
  requireInteger(name, number);
  return number;
};
