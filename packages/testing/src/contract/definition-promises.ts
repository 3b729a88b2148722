import {
  checkProgramme,
  checkFields,
  exampleOrganisations,
  type OrganisationSnapshot,
  type ProgrammeDefinition,
  toManifest,
} from '@xieshou/sdk';
import { askTwice, attempt, type Complaints, complaintsAboutTexts } from './complaints.js';
import { settingsVariants, type Variant } from './settings-variants.js';

/** Data all the way down: frozen objects and lists, with functions as leaves; no classes, accessors or symbols. */
export const complaintsAboutShape = (thing: string, value: unknown): Complaints => {
  if (typeof value === 'symbol' || typeof value === 'bigint')
    return [`${thing}: it is a ${typeof value}. Use texts, numbers, yes and no.`];
  if (typeof value !== 'object' || value === null) return [];
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null)
    return [`${thing}: it is an instance of a class. Use plain objects.`];
  const properties = Object.entries(Object.getOwnPropertyDescriptors(value)).filter(([, p]) => p.enumerable);
  return [
    ...(Object.isFrozen(value) ? [] : [`${thing}: it can be changed. Build the definition with defineProgramme.`]),
    ...properties.flatMap(([key, property]) =>
      property.get || property.set
        ? [`${thing}.${key}: it is an accessor. Write its value.`]
        : complaintsAboutShape(`${thing}.${key}`, property.value),
    ),
  ];
};

/** What the kernel checks at start: each broken promise with its remedy. */
export const complaintsAtStart = (definition: ProgrammeDefinition): Complaints =>
  checkProgramme(definition).map(({ thing, remedy }) => `${thing}: ${remedy}`);

/** The same checks under settings that a district could choose, instead of the presets alone. */
export const complaintsUnder = (definition: ProgrammeDefinition, { name, settings }: Variant): Complaints => {
  const refused = checkFields(definition.settings, settings);
  if ('errors' in refused)
    return refused.errors.map(
      (e) => `settings.${e.field}: refused at an edge of its own bounds (${name}): ${e.text.en}.`,
    );
  // Without defaults, so that a setting which is left empty is empty.
  const bare = Object.entries(definition.settings).map(([key, { default: _default, ...f }]) => [key, f] as const);
  const presets = { [name]: { title: definition.title, summary: definition.summary, settings } };
  const atStart = complaintsAtStart(definition);
  return complaintsAtStart({ ...definition, settings: Object.fromEntries(bare), presets })
    .filter((complaint) => !atStart.includes(complaint))
    .map((complaint) => `${complaint} (settings: ${name})`);
};

export const complaintsAboutSettings = (definition: ProgrammeDefinition): Complaints =>
  settingsVariants(definition).flatMap((variant) => complaintsUnder(definition, variant));

/** The manifest is what the admin app receives: under every settings it survives JSON, and speaks both languages. */
export const complaintsAboutManifest = (definition: ProgrammeDefinition): Complaints => {
  const complaints = settingsVariants(definition).flatMap(({ name, settings }) => {
    const asked = attempt('manifest', () => toManifest(definition, settings));
    if ('complaint' in asked) return [`${asked.complaint} (settings: ${name})`];
    return [...complaintsAboutJson('manifest', asked.answer), ...complaintsAboutTexts('manifest', asked.answer)];
  });
  return [...new Set(complaints)];
};

const complaintsAboutJson = (thing: string, value: unknown): Complaints => {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, part]) => complaintsAboutJson(`${thing}.${key}`, part));
  if (typeof value === 'number' && !Number.isFinite(value)) return [`${thing}: it is ${value}, which JSON cannot say.`];
  return ['function', 'symbol', 'bigint'].includes(typeof value)
    ? [`${thing}: it is a ${typeof value}, which JSON cannot say.`]
    : [];
};

/** Who may stand on a side is answered for every organisation, with reasons in both languages. */
export const complaintsAboutSides = (definition: ProgrammeDefinition): Complaints =>
  (['helper', 'helped'] as const).flatMap((side) => {
    const { where } = definition.sides[side];
    if (!where) return [];
    const complaints = exampleOrganisations.flatMap((organisation: OrganisationSnapshot) => {
      const thing = `sides.${side}.where`;
      const asked = askTwice(thing, () => where(organisation));
      if ('complaint' in asked) return [`${asked.complaint} (asked: ${organisation.id})`];
      return [
        ...asked.answer
          .filter((f) => !/^[a-z][A-Za-z0-9]*$/.test(f.rule))
          .map((f) => `${thing}: its rule "${f.rule}" should be named in camelCase.`),
        ...asked.answer.flatMap((f) => complaintsAboutTexts(`${thing}.${f.rule}`, f.text)),
      ];
    });
    return [...new Set(complaints)];
  });
