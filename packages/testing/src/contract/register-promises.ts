import {
  type Candidate,
  exampleSettings,
  type Field,
  type Fields,
  type Finding,
  type ProgrammeDefinition,
  type Side,
} from '@xieshou/sdk';
import { attempt, type Complaints } from './complaints.js';
import { edges } from './settings-variants.js';

type Values = Readonly<Record<string, unknown>>;
type Entries = Readonly<Record<string, Values>>;

const valuesOf = (f: Field): readonly unknown[] => edges(f).map(({ value }) => value);

/** Entries with every field at its lowest, and with every field at its highest. */
export const entriesAtEdges = ({ registers }: ProgrammeDefinition): readonly Entries[] =>
  [0, -1].map((at) =>
    Object.fromEntries(
      Object.entries(registers).map(([key, { fields }]) => [
        key,
        Object.fromEntries(Object.entries(fields).map(([name, f]) => [name, valuesOf(f).at(at)])),
      ]),
    ),
  );

const candidate = (entries: Entries): Candidate<never> => ({
  id: 'somebody',
  name: '某某',
  kind: 'student',
  place: { id: 'class', name: '某班' },
  entries: entries as never,
});

/** The same entries with every value that a sensitive field may hold, one field at a time. */
const variantsOf = (definition: ProgrammeDefinition, base: Entries) =>
  Object.entries(definition.registers).flatMap(([register, { fields }]) =>
    Object.entries(fields as Fields)
      .filter(([, f]) => f.class === 'sensitive')
      .map(([name, f]) => ({
        name,
        each: valuesOf(f).map((value) => candidate({ ...base, [register]: { ...base[register], [name]: value } })),
      })),
  );

/** What is said of each, by what it is about: where one thing is said in two ways, it gives the field away. */
const toldApart = (said: readonly (readonly (readonly [about: string, what: string])[])[]): readonly string[] => {
  const first = new Map<string, string>();
  return said
    .flat()
    .flatMap(([about, what]) => {
      const known = first.get(about) ?? what;
      first.set(about, known);
      return known === what ? [] : [about];
    })
    .filter((about, i, all) => all.indexOf(about) === i);
};

/** Rules may rest on what is sensitive in a register, and say no more of it than whether they hold. */
export const complaintsAboutSensitiveEntries = (definition: ProgrammeDefinition): Complaints => {
  const settings = exampleSettings(definition, Object.keys(definition.presets)[0] ?? '');
  const complaints = entriesAtEdges(definition).flatMap((base) =>
    variantsOf(definition, base).flatMap(({ name, each }) => {
      const remedy = `gives the sensitive field "${name}" away. Let its words and numbers be the same whatever that holds.`;
      const judged = (['helper', 'helped'] as const).flatMap((side: Side) => {
        const rule = definition.eligible[side];
        if (!rule) return [];
        const asked = attempt(`eligible.${side}`, () =>
          each.map((one) =>
            rule(one as never, settings).map(
              // That it holds, or does not, may be said.
              (f: Finding) => [`rule "${f.rule}" ${f.outcome}`, JSON.stringify([f.text, f.numbers])] as const,
            ),
          ),
        );
        if ('complaint' in asked) return [asked.complaint];
        return toldApart(asked.answer).map((about) => `eligible.${side}: its ${about.replace(/ \w+$/, '')} ${remedy}`);
      });
      const { match } = definition;
      if (!match) return judged;
      const other = candidate(base) as never;
      const reasons = attempt('match.reason', () =>
        each.map((one) => [
          ['helper', JSON.stringify(match.reason({ helper: one as never, helped: other }, settings))] as const,
          ['helped', JSON.stringify(match.reason({ helper: other, helped: one as never }, settings))] as const,
        ]),
      );
      if ('complaint' in reasons) return [...judged, reasons.complaint];
      return [...judged, ...(toldApart(reasons.answer).length > 0 ? [`match.reason: it ${remedy}`] : [])];
    }),
  );
  return [...new Set(complaints)];
};
