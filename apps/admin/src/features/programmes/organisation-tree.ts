/** An organisation as the picker needs it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly ownership: 'public' | 'private' | null;
  readonly parent: { readonly id: string } | null;
}

/** An office or a school; only schools take part, offices stand for the schools below them. A class is a college's school. */
export interface Branch {
  readonly place: Place;
  readonly branches: readonly Branch[];
  readonly schools: readonly Place[];
}

/** A chosen organisation: itself, or with everything below it, also what is added later. */
export interface Chosen {
  readonly id: string;
  readonly subtree: boolean;
}

export const isSchool = ({ kind }: Pick<Place, 'kind'>): boolean => kind === 'school' || kind === 'class';

/** Offices with no school below that are still worth choosing: schools may be added to them later. */
const isOffice = ({ kind }: Place): boolean => kind === 'bureau' || kind === 'centreSchool' || kind === 'college';

/** Colleges and their classes take part where people are paired: between organisations, schools stand on the sides. */
export const thoseFor = <One extends Pick<Place, 'kind'>>(places: readonly One[], ofPeople: boolean): One[] =>
  places.filter(({ kind }) => ofPeople || (kind !== 'college' && kind !== 'class'));

/** Offices with their schools, as far as they can take part. Whatever has no parent in the list stands at the top. */
export const treeOf = (places: readonly Place[]): Branch[] => {
  const known = new Set(places.map(({ id }) => id));
  const below = new Map<string, Place[]>();
  for (const place of places) {
    const parent = place.parent && known.has(place.parent.id) ? place.parent.id : '';
    below.set(parent, [...(below.get(parent) ?? []), place]);
  }
  const branchOf = (place: Place): Branch => {
    const children = below.get(place.id) ?? [];
    return {
      place,
      schools: children.filter(isSchool),
      branches: children
        .filter((child) => !isSchool(child))
        .map(branchOf)
        .filter(isWorthwhile),
    };
  };
  const isWorthwhile = (branch: Branch): boolean =>
    isOffice(branch.place) || branch.schools.length > 0 || branch.branches.length > 0;
  const top = below.get('') ?? [];
  const alone = top.filter(isSchool).map((place) => ({ place, schools: [], branches: [] }));
  return [
    ...top
      .filter((place) => !isSchool(place))
      .map(branchOf)
      .filter(isWorthwhile),
    ...alone,
  ];
};

/** Every school of a branch, its own when the branch is a school that stands alone. */
export const schoolsOf = (branch: Branch): Place[] =>
  isSchool(branch.place) ? [branch.place] : [...branch.schools, ...branch.branches.flatMap(schoolsOf)];

const idsWithin = (branch: Branch): string[] => [
  branch.place.id,
  ...branch.schools.map(({ id }) => id),
  ...branch.branches.flatMap(idsWithin),
];

const holds = (branch: Branch, id: string): boolean => idsWithin(branch).includes(id);

/** Offices above an organisation, from the top down, ending with itself where it is an office. */
const pathTo = (tree: readonly Branch[], id: string): Branch[] => {
  const next = tree.find((branch) => holds(branch, id));
  return next ? [next, ...pathTo(next.branches, id)] : [];
};

/** Schools that the choice covers. */
export const coveredSchools = (tree: readonly Branch[], chosen: readonly Chosen[]): Set<string> => {
  const subtrees = new Set(chosen.filter(({ subtree }) => subtree).map(({ id }) => id));
  const single = new Set(chosen.map(({ id }) => id));
  const walk = (branch: Branch, isWhole: boolean): string[] => {
    const whole = isWhole || subtrees.has(branch.place.id);
    const own = isSchool(branch.place) ? [branch.place] : branch.schools;
    return [
      ...own.filter(({ id }) => whole || single.has(id)).map(({ id }) => id),
      ...branch.branches.flatMap((next) => walk(next, whole)),
    ];
  };
  return new Set(tree.flatMap((branch) => walk(branch, false)));
};

/** Whether an organisation is chosen whole, itself or by an office above it. */
const isWhole = (tree: readonly Branch[], chosen: readonly Chosen[], id: string): boolean =>
  pathTo(tree, id).some((branch) => chosen.some((c) => c.id === branch.place.id && c.subtree)) ||
  chosen.some((c) => c.id === id);

const withoutAnyOf = (chosen: readonly Chosen[], ids: readonly string[]): Chosen[] =>
  chosen.filter(({ id }) => !ids.includes(id));

const choose = (tree: readonly Branch[], chosen: readonly Chosen[], id: string): Chosen[] => {
  const branch = pathTo(tree, id).at(-1);
  const isBranch = branch?.place.id === id && !isSchool(branch.place);
  const rest = isBranch ? withoutAnyOf(chosen, idsWithin(branch)) : [...chosen];
  return [...rest, { id, subtree: isBranch }];
};

/** What is left of a whole branch without one organisation in it. */
const allBut = (branch: Branch, id: string): Chosen[] => {
  if (branch.place.id === id) return [];
  if (!holds(branch, id)) return [{ id: branch.place.id, subtree: true }];
  return [
    ...branch.schools.filter((school) => school.id !== id).map((school) => ({ id: school.id, subtree: false })),
    ...branch.branches.flatMap((next) => allBut(next, id)),
  ];
};

const leaveOut = (tree: readonly Branch[], chosen: readonly Chosen[], id: string): Chosen[] => {
  const whole = pathTo(tree, id).find((branch) => chosen.some((c) => c.id === branch.place.id && c.subtree));
  if (!whole) return withoutAnyOf(chosen, [id]);
  return [...withoutAnyOf(chosen, [whole.place.id]), ...allBut(whole, id)];
};

/**
 * A tick set or taken away. A school taken out of a whole office leaves the office's other parts chosen one by one:
 * then schools that are added to it later no longer belong.
 */
export const toggle = (tree: readonly Branch[], chosen: readonly Chosen[], id: string): Chosen[] =>
  isWhole(tree, chosen, id) ? leaveOut(tree, chosen, id) : choose(tree, chosen, id);

/** Several schools at once, those that are covered already left alone. */
export const addSchools = (tree: readonly Branch[], chosen: readonly Chosen[], ids: readonly string[]): Chosen[] => {
  const covered = coveredSchools(tree, chosen);
  return [...chosen, ...ids.filter((id) => !covered.has(id)).map((id) => ({ id, subtree: false }))];
};

export const removeSchools = (tree: readonly Branch[], chosen: readonly Chosen[], ids: readonly string[]): Chosen[] =>
  ids.reduce<Chosen[]>(
    (left, id) => (coveredSchools(tree, left).has(id) ? leaveOut(tree, left, id) : left),
    [...chosen],
  );

interface Narrowing {
  readonly words: string;
  readonly ownership: string | undefined;
}

/** The tree with only the schools that fit; an office whose own name fits keeps all its schools. */
export const narrowed = (tree: readonly Branch[], { words, ownership }: Narrowing): Branch[] => {
  const wanted = words.trim().toLowerCase();
  const named = ({ name }: Place) => name.toLowerCase().includes(wanted);
  const fits = (place: Place, isNamed: boolean) =>
    (isNamed || named(place)) && (ownership === undefined || place.ownership === ownership);
  const walk = (branch: Branch, isNamed: boolean): Branch[] => {
    if (isSchool(branch.place)) return fits(branch.place, false) ? [branch] : [];
    const all = isNamed || (wanted !== '' && named(branch.place));
    const schools = branch.schools.filter((school) => fits(school, all));
    const branches = branch.branches.flatMap((next) => walk(next, all));
    return schools.length + branches.length > 0 ? [{ ...branch, schools, branches }] : [];
  };
  return wanted === '' && ownership === undefined ? [...tree] : tree.flatMap((branch) => walk(branch, false));
};
