import {
  type DataClass,
  exampleOrganisations,
  type Parties,
  type PartySnapshot,
  passes,
  type ProgrammeDefinition,
  type Side,
  type TeamSnapshot,
} from '@xieshou/sdk';
import { entriesAtEdges } from './register-promises.js';

/** The team that stands on a side of teams when a form's checks are asked: whom a valid sample names must be of it. */
export const exampleTeam: TeamSnapshot = {
  leader: '01939c2e-7d5c-7f00-8a55-0242ac120002',
  members: [
    { id: '01939c2e-7d5c-7f00-8a55-0242ac120002', name: 'Chen Xiao' },
    { id: '01939c2e-7d5c-7f00-8a55-0242ac120003', name: 'Lin Shan' },
    { id: '01939c2e-7d5c-7f00-8a55-0242ac120004', name: 'He Ping' },
  ],
};

/** Entries at their edges, in the fields of some classes: what is sensitive in them reaches neither checks nor reports. */
export const openEntries = (definition: ProgrammeDefinition, classes: readonly DataClass[]) =>
  entriesAtEdges(definition).map((all) => ({
    entries: Object.fromEntries(
      Object.entries(all).map(([register, entry]) => [
        register,
        Object.fromEntries(
          Object.entries(entry).filter(([name]) =>
            classes.includes(definition.registers[register]!.fields[name]!.class),
          ),
        ),
      ]),
    ),
  }));

/**
 * Parties that may be paired: one for each kind of helped school, any two where the sides refuse all; of people with every
 * field of the registers at its lowest, and with every field at its highest.
 */
export const examplePairs = (definition: ProgrammeDefinition): readonly Parties[] => {
  const { sides } = definition;
  const eligible = (side: Side) => {
    const fit = exampleOrganisations.filter((o) => passes(sides[side].where?.(o) ?? []));
    return fit.length > 0 ? fit : exampleOrganisations;
  };
  const known = (side: Side): readonly Pick<PartySnapshot, 'team' | 'entries'>[] => {
    const { party } = sides[side];
    if (party === 'group') return [{ team: exampleTeam }];
    return party === 'person' ? openEntries(definition, ['public', 'internal', 'personal']) : [{}];
  };
  const [helper] = eligible('helper');
  const helped = new Map(eligible('helped').map((o) => [o.schoolKind, o]));
  return [...helped.values()].flatMap((o) =>
    known('helper').flatMap((one) =>
      known('helped').map((other) => ({ helper: { ...helper!, ...one }, helped: { ...o, ...other } })),
    ),
  );
};
