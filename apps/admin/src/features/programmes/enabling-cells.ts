import { type Branch, type Chosen, type Place, schoolsOf, toggle } from './organisation-tree.js';

/** How an organisation stands to a programme: chosen itself, covered by an office above it, in part, or not at all. */
export type CellState = 'on' | 'inherited' | 'some' | 'off';

export interface Cell {
  readonly state: CellState;
  /** Schools of an office that take part, and all of them. */
  readonly schools: number;
  readonly all: number;
}

/** An organisation as a row of the matrix. */
export interface Row {
  readonly place: Place;
  readonly depth: number;
  readonly isSchool: boolean;
}

/** The tree from the top down, every school under its office. */
export const rowsOf = (tree: readonly Branch[], depth = 0): readonly Row[] =>
  tree.flatMap((branch): readonly Row[] => [
    { place: branch.place, depth, isSchool: branch.place.kind === 'school' },
    ...branch.schools.map((place) => ({ place, depth: depth + 1, isSchool: true })),
    ...rowsOf(branch.branches, depth + 1),
  ]);

/** Every organisation's standing to one programme, in one walk. */
export const cellsOf = (tree: readonly Branch[], chosen: readonly Chosen[]): ReadonlyMap<string, Cell> => {
  const modes = new Map(chosen.map(({ id, subtree }) => [id, subtree]));
  const cells = new Map<string, Cell>();
  const put = (place: Place, isBelow: boolean): boolean => {
    const state = isBelow ? 'inherited' : modes.has(place.id) ? 'on' : 'off';
    cells.set(place.id, { state, schools: state === 'off' ? 0 : 1, all: 1 });
    return state !== 'off';
  };
  const walk = (branch: Branch, isBelow: boolean): number => {
    if (branch.place.kind === 'school') return put(branch.place, isBelow) ? 1 : 0;
    const isWhole = isBelow || modes.get(branch.place.id) === true;
    const own = branch.schools.filter((school) => put(school, isWhole)).length;
    const schools = branch.branches.reduce((sum, next) => sum + walk(next, isWhole), own);
    const rest = schools > 0 ? 'some' : 'off';
    const state = isBelow ? 'inherited' : modes.has(branch.place.id) ? 'on' : rest;
    cells.set(branch.place.id, { state, schools, all: schoolsOf(branch).length });
    return schools;
  };
  tree.forEach((branch) => walk(branch, false));
  return cells;
};

const isOn = (cell: Cell | undefined): boolean => cell?.state === 'on' || cell?.state === 'inherited';

/** Choices of several programmes, by id. */
export type Choices = Readonly<Record<string, readonly Chosen[]>>;

/** One organisation in every programme: on, unless it is on everywhere already. */
export const toggleRow = (tree: readonly Branch[], choices: Choices, id: string): Choices => {
  const entries = Object.entries(choices);
  const isOnIn = (chosen: readonly Chosen[]) => isOn(cellsOf(tree, chosen).get(id));
  const isEverywhere = entries.every(([, chosen]) => isOnIn(chosen));
  return Object.fromEntries(
    entries.map(([key, chosen]) => [key, isOnIn(chosen) === isEverywhere ? toggle(tree, chosen, id) : chosen]),
  );
};

/** Every organisation of one programme: the tops of the tree, unless they are chosen already; then none. */
export const toggleColumn = (tree: readonly Branch[], chosen: readonly Chosen[]): readonly Chosen[] => {
  const cells = cellsOf(tree, chosen);
  if (tree.every(({ place }) => isOn(cells.get(place.id)))) return [];
  return tree.map(({ place }) => ({ id: place.id, subtree: place.kind !== 'school' }));
};
