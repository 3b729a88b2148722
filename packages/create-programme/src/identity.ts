/** What a programme is called in each place where its name stands. */
export interface Identity {
  readonly id: string;
  /** In `import villageChoirs from …`. */
  readonly variable: string;
  readonly zh: string;
  readonly en: string;
}

const ID = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)+$/;
/** Longer ones would not fit on the lines where they stand. */
const LONGEST = 40;

/** At least two words: a single one may be a word of the language or the name of another package. */
export const isId = (id: string): boolean => ID.test(id) && id.length <= LONGEST;

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The names of a programme that nobody has named yet. */
export const identityOf = (id: string): Identity => {
  const [first = '', ...others] = id.split('-');
  return {
    id,
    variable: [first, ...others.map(capital)].join(''),
    zh: `新项目（${id}）`,
    en: [capital(first), ...others].join(' '),
  };
};
