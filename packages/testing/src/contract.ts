import type { Fields, Form, ProgrammeDefinition } from '@xieshou/sdk';
import { describe, expect, it } from 'vitest';
import { attempt, type Complaints } from './contract/complaints.js';
import {
  complaintsAboutManifest,
  complaintsAboutSettings,
  complaintsAboutShape,
  complaintsAboutSides,
  complaintsAtStart,
} from './contract/definition-promises.js';
import { complaintsAboutDocument } from './contract/document-promises.js';
import {
  complaintsAboutDuty,
  complaintsAboutFacts,
  complaintsAboutInvalid,
  complaintsAboutNeeds,
  complaintsAboutUpgrades,
  complaintsAboutValid,
  complaintsUnderSettings,
  factsOfSample,
  sampled,
} from './contract/form-promises.js';
import { complaintsAboutSensitiveEntries } from './contract/register-promises.js';
import type { AnySample, Samples } from './contract/samples.js';
import { complaintsAboutLedger, complaintsAboutReport, type Counted } from './contract/view-promises.js';

export type { Entered, Sample, Samples } from './contract/samples.js';

/** One promise of a plugin: a test's name, and what breaks it. */
export interface ContractPromise {
  readonly name: string;
  /** Empty when the promise is kept. */
  readonly complaints: () => Complaints;
}

/** A check that stumbles over a broken definition has found something: the stumble is its complaint. */
const unfailing = ({ name, complaints }: ContractPromise): ContractPromise => ({
  name,
  complaints: () => {
    const asked = attempt('definition', complaints);
    return 'answer' in asked ? asked.answer : [asked.complaint];
  },
});

const formPromises = (
  definition: ProgrammeDefinition,
  key: string,
  sample: AnySample | undefined,
): readonly ContractPromise[] => {
  const missing = `forms.${key}: it has no samples. Give them: programmeContract(definition, { samples: { ${key}: { valid, invalid } } }).`;
  if (!sample) return [{ name: `the form ${key} has samples`, complaints: () => [missing] }];
  const of = sampled(definition, key, sample);
  return [
    { name: `the form ${key} accepts its valid sample`, complaints: () => complaintsAboutValid(of) },
    {
      name: `the form ${key} refuses its invalid sample at the field it names`,
      complaints: () => complaintsAboutInvalid(of),
    },
    {
      name: `the form ${key} yields facts of whole numbers, from the record alone`,
      complaints: () => complaintsAboutFacts(of),
    },
    {
      name: `the form ${key} answers for its sample under other settings`,
      complaints: () => complaintsUnderSettings(of),
    },
    { name: `the form ${key} upgrades the data of older versions`, complaints: () => complaintsAboutUpgrades(of) },
    { name: `the duty on ${key} finds what it counts`, complaints: () => complaintsAboutDuty(of, key) },
    { name: `the stages find what they need of ${key}`, complaints: () => complaintsAboutNeeds(of, key) },
  ];
};

/**
 * The promises of a programme, one for each test that {@link programmeContract} registers. For tests of the contract
 * itself, and for authors who want the complaints without Vitest.
 */
export const contractPromises = (
  definition: ProgrammeDefinition,
  { samples }: { readonly samples: Readonly<Record<string, AnySample>> },
): readonly ContractPromise[] => {
  const forms = Object.keys(definition.forms);
  const sampleOf = (key: string) => (Object.hasOwn(samples, key) ? samples[key] : undefined);
  const counted = (): readonly Counted[] =>
    forms.map((form) => {
      const sample = sampleOf(form);
      return sample
        ? { form, facts: factsOfSample(sampled(definition, form, sample)), data: sample.valid }
        : { form, facts: [] };
    });
  const strange = Object.keys(samples).filter((key) => !forms.includes(key));
  return [
    {
      name: 'it is frozen, plain data with functions in it',
      complaints: () => complaintsAboutShape('definition', definition),
    },
    { name: 'it may be installed', complaints: () => complaintsAtStart(definition) },
    {
      name: 'it works under every settings that a district may choose',
      complaints: () => complaintsAboutSettings(definition),
    },
    { name: 'its manifest is JSON, in Chinese and English', complaints: () => complaintsAboutManifest(definition) },
    { name: 'its sides answer for every organisation', complaints: () => complaintsAboutSides(definition) },
    {
      name: 'its rules give nothing sensitive away',
      complaints: () => complaintsAboutSensitiveEntries(definition),
    },
    {
      name: 'its samples are of its forms',
      complaints: () => strange.map((key) => `samples.${key}: there is no such form.`),
    },
    ...forms.flatMap((key) => formPromises(definition, key, sampleOf(key))),
    ...Object.keys(definition.ledgers).map((key) => ({
      name: `the ledger ${key} shows what its forms hold`,
      complaints: () => complaintsAboutLedger(definition, key),
    })),
    ...Object.keys(definition.reports).map((key) => ({
      name: `the report ${key} answers with its columns`,
      complaints: () => complaintsAboutReport(definition, key, counted()),
    })),
    ...Object.keys(definition.documents).map((key) => ({
      name: `the document ${key} can be printed`,
      complaints: () => complaintsAboutDocument(definition, key, counted()),
    })),
  ].map(unfailing);
};

/**
 * The contract suite: one line in a plugin's test file, called at its top level, registers a test for every promise
 * that a programme makes to the kernel. `samples` hold one valid and one invalid record of each form; name the forms'
 * type to have them typed:
 *
 * ```ts
 * programmeContract<typeof forms>(programme, { samples: { visit: { valid: {…}, invalid: { data: {…}, field: 'on' } } } });
 * ```
 */
export const programmeContract = <F = Readonly<Record<string, Form<never, Fields>>>>(
  definition: ProgrammeDefinition,
  { samples }: { readonly samples: Samples<F> },
): void => {
  describe(`the contract of ${definition.id}`, () => {
    for (const { name, complaints } of contractPromises(definition, { samples }))
      it(name, () => {
        expect(complaints()).toEqual([]);
      });
  });
};
