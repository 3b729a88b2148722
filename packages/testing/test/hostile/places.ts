export type Place = readonly (string | number)[];
const HERE = '@@here@@';

/** Every place of a JSON value, outside first. */
export const placesIn = (value: unknown, at: Place = []): Place[] => [
  at,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        placesIn(inner, [...at, Array.isArray(value) ? Number(key) : key]),
      )
    : []),
];

export const valueAt = (value: unknown, place: Place): unknown =>
  place.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);

/** The value as JSON, with something else written at one place. */
export const withAt = (value: unknown, place: Place, json: string): string => {
  const put = (v: unknown, [key, ...rest]: Place): unknown => {
    if (key === undefined) return HERE;
    if (Array.isArray(v)) return v.map((one: unknown, i) => (i === key ? put(one, rest) : one));
    return { ...(v as object), [key]: put((v as Record<string, unknown>)[key], rest) };
  };
  return JSON.stringify(put(value, place)).replace(JSON.stringify(HERE), () => json);
};
