import type { OrganisationSnapshot } from './organisation.js';

const school = (schoolKind: string, ownership: 'public' | 'private', teachers: number): OrganisationSnapshot => ({
  id: `${ownership}-${schoolKind}-${teachers}`,
  name: `${schoolKind} (${ownership})`,
  kind: 'school',
  ownership,
  schoolKind,
  teachers,
});

const office = (kind: string): OrganisationSnapshot => ({ id: kind, name: kind, kind, teachers: 0 });

/**
 * Organisations of every kind and shape that a rule may be asked about: schools of each stage and ownership, without
 * teachers, with one and with many; one whose register is incomplete; a college; offices, which have neither.
 */
export const exampleOrganisations: readonly OrganisationSnapshot[] = [
  ...['kindergarten', 'primary', 'junior', 'nineYear', 'senior', 'complete', 'vocational', 'special'].flatMap(
    (schoolKind) => [
      school(schoolKind, 'public', 0),
      school(schoolKind, 'public', 1),
      school(schoolKind, 'private', 300),
    ],
  ),
  { ...school('primary', 'public', 0), id: 'incomplete', ownership: undefined, schoolKind: undefined },
  { ...school('college', 'public', 40), id: 'college', kind: 'college', schoolKind: undefined },
  ...['bureau', 'section', 'centreSchool', 'union', 'foundation', 'unheardOf'].map((kind) => office(kind)),
].map((o) => Object.freeze(o));
