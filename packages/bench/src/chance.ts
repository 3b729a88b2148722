/** Mulberry32: the same numbers from the same seed on every machine. */
export const chanceFrom = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    next,
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)]!,
  };
};

export type Chance = ReturnType<typeof chanceFrom>;

/** A UUIDv7 of a moment. `n` keeps those of one moment apart and in order. */
export const idAt = (milliseconds: number, n: number, chance: Chance): string => {
  const time = milliseconds.toString(16).padStart(12, '0');
  const count = (n & 0xfff).toString(16).padStart(3, '0');
  const random = () => (Math.floor(chance.next() * 0x1_0000_0000) >>> 0).toString(16).padStart(8, '0');
  const [a, b] = [random(), random()];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-8${a.slice(0, 3)}-${a.slice(3)}${b.slice(0, 7)}`;
};
