import {
  checkFields,
  exampleSettings,
  type Fact,
  type Fields,
  fieldsOf,
  type Finding,
  type Form,
  passes,
  type ProgrammeDefinition,
  upgradeData,
  withoutConfidential,
} from '@xieshou/sdk';
import { askTwice, attempt, type Complaints, complaintsAboutTexts, deepFreeze } from './complaints.js';
import { examplePairs } from './example-parties.js';
import type { AnySample } from './samples.js';
import { settingsVariants } from './settings-variants.js';

type Values = Readonly<Record<string, unknown>>;

/** One form with its sample, and the settings of the first preset, under which the sample is valid. */
export interface Sampled {
  readonly thing: string;
  readonly definition: ProgrammeDefinition;
  readonly form: Form<Values, Fields>;
  readonly sample: AnySample;
  readonly settings: Values;
}

const KEY = /^[a-z][A-Za-z0-9]*$/;

export const sampled = (definition: ProgrammeDefinition, key: string, sample: AnySample): Sampled => ({
  thing: `forms.${key}`,
  definition,
  form: definition.forms[key]!,
  sample,
  settings: deepFreeze(exampleSettings(definition, Object.keys(definition.presets)[0] ?? '')),
});

/** The cleaned data of a form, frozen; or why its fields refuse it. */
const cleaned = ({ form, settings }: Pick<Sampled, 'form' | 'settings'>, data: Values) => {
  const checked = checkFields(fieldsOf(form, settings), data);
  return 'data' in checked ? { data: deepFreeze(structuredClone(checked.data)) } : checked;
};

/** What the checks find for a pair that they let pass, or, where they refuse every pair, for the first. */
const findingsOf = (
  { thing, definition, form, settings }: Pick<Sampled, 'thing' | 'definition' | 'form' | 'settings'>,
  data: Values,
) => {
  const asked = examplePairs(definition).map((parties) =>
    askTwice<readonly Finding[]>(`${thing}.checks`, () => form.checks?.(data, settings, parties) ?? []),
  );
  return (
    asked.find((one) => 'complaint' in one) ?? asked.find((one) => 'answer' in one && passes(one.answer)) ?? asked[0]!
  );
};

const factsOf = ({ thing, form, settings }: Pick<Sampled, 'thing' | 'form' | 'settings'>, data: Values) =>
  askTwice<readonly Fact[]>(
    `${thing}.facts`,
    () => form.facts?.(deepFreeze(withoutConfidential(fieldsOf(form, settings), data)), settings) ?? [],
  );

const complaintsAboutFinding = ({ thing, form, settings }: Sampled, f: Finding): Complaints => [
  ...(KEY.test(f.rule) ? [] : [`${thing}.checks: its rule "${f.rule}" should be named in camelCase.`]),
  ...(f.field === undefined || Object.hasOwn(fieldsOf(form, settings), f.field)
    ? []
    : [`${thing}.checks: its rule "${f.rule}" is about a field "${f.field}" that the form does not have.`]),
  ...(f.field === 'on' && form.dated
    ? [`${thing}.checks: its rule "${f.rule}" is about the day, which nobody fills in: it is set at handing in.`]
    : []),
  ...complaintsAboutTexts(`${thing}.checks.${f.rule}`, f.text),
];

/** The valid sample is accepted by fields and checks, and fills in what identifies a record. */
export const complaintsAboutValid = (of: Sampled): Complaints => {
  const { thing, form, sample } = of;
  const accepted = cleaned(of, sample.valid);
  if ('errors' in accepted)
    return accepted.errors.map(
      (e) => `${thing}: its valid sample is refused at "${e.field}": ${e.text.en}. Correct the sample.`,
    );
  const asked = findingsOf(of, accepted.data);
  if ('complaint' in asked) return [asked.complaint];
  const named = form.brief.filter((key) => accepted.data[key] !== undefined);
  return [
    ...asked.answer
      .filter((f) => f.outcome === 'fail')
      .map((f) => `${thing}: its valid sample fails the rule "${f.rule}": ${f.text.en}. Correct the sample.`),
    ...asked.answer.flatMap((f) => complaintsAboutFinding(of, f)),
    ...(named.length < 2
      ? [
          `${thing}.brief: the valid sample fills in ${named.length} of [${form.brief.join(', ')}]. Name fields that are filled in.`,
        ]
      : []),
  ];
};

/** The invalid sample is refused, and at the field that it names: by the fields, or by a check that names it too. */
export const complaintsAboutInvalid = (of: Sampled): Complaints => {
  const { thing, sample } = of;
  const { data, field } = sample.invalid;
  const accepted = cleaned(of, data);
  const asked = 'data' in accepted ? findingsOf(of, accepted.data) : undefined;
  if (asked && 'complaint' in asked) return [asked.complaint];
  const refusing = asked ? asked.answer.filter((f) => f.outcome === 'fail') : [];
  const fields =
    'errors' in accepted ? accepted.errors.map((e) => e.field) : refusing.map((f) => f.field ?? `rule ${f.rule}`);
  if (fields.includes(field)) return refusing.flatMap((f) => complaintsAboutFinding(of, f));
  return fields.length === 0
    ? [`${thing}: its invalid sample is accepted, and should be refused at "${field}". Check the form, or the sample.`]
    : [
        `${thing}: its invalid sample is refused at ${fields.join(', ')}, and not at "${field}". Let only that field be wrong.`,
      ];
};

/** The facts of the valid sample; none when it is refused, which is a complaint of its own. */
export const factsOfSample = (of: Sampled): readonly Fact[] => {
  const accepted = cleaned(of, of.sample.valid);
  const asked = 'data' in accepted ? factsOf(of, accepted.data) : undefined;
  return asked && 'answer' in asked ? asked.answer : [];
};

const complaintsAboutFact = ({ thing, form, settings }: Sampled, data: Values, f: Fact): Complaints => {
  const fact = `${thing}.facts: the fact "${f.name}"`;
  const people = Object.entries(fieldsOf(form, settings)).flatMap(([key, field]) =>
    field.widget === 'person' ? [data[key]] : [],
  );
  return [
    ...(KEY.test(f.name) ? [] : [`${fact} should be named in camelCase.`]),
    ...(Number.isSafeInteger(f.amount)
      ? []
      : [`${fact} amounts to ${f.amount}. Count in whole units: minutes, people, fen.`]),
    ...(f.kind === undefined || f.kind.trim() !== '' ? [] : [`${fact} has an empty kind. Leave the kind out.`]),
    ...(f.person === undefined || people.includes(f.person)
      ? []
      : [`${fact} counts the person "${f.person}", whom no person field of the record holds.`]),
  ];
};

/** Facts are whole numbers with names, computed from the record alone. */
export const complaintsAboutFacts = (of: Sampled): Complaints => {
  const accepted = cleaned(of, of.sample.valid);
  if ('errors' in accepted) return [];
  const asked = factsOf(of, accepted.data);
  if ('complaint' in asked) return [asked.complaint];
  return asked.answer.flatMap((f) => complaintsAboutFact(of, accepted.data, f));
};

/** Where other settings accept the valid sample too, checks and facts answer for it. */
export const complaintsUnderSettings = (of: Sampled): Complaints =>
  settingsVariants(of.definition).flatMap(({ name, settings }) => {
    const under = { ...of, settings: deepFreeze(structuredClone(settings)) };
    const accepted = attempt(of.thing, () => cleaned(under, of.sample.valid));
    if ('complaint' in accepted) return [`${accepted.complaint} (settings: ${name})`];
    if ('errors' in accepted.answer) return [];
    const { data } = accepted.answer;
    const findings = findingsOf(under, data);
    const facts = factsOf(under, data);
    const complaints = [
      ...('complaint' in findings
        ? [findings.complaint]
        : findings.answer.flatMap((f) => complaintsAboutFinding(under, f))),
      ...('complaint' in facts ? [facts.complaint] : facts.answer.flatMap((f) => complaintsAboutFact(under, data, f))),
    ];
    return complaints.map((complaint) => `${complaint} (settings: ${name})`);
  });

/** Data of every older version becomes data that the present form accepts. */
export const complaintsAboutUpgrades = (of: Sampled): Complaints => {
  const { thing, form, sample } = of;
  const old = sample.old ?? {};
  const versions = Array.from({ length: form.version - 1 }, (_, i) => i + 1);
  const strange = Object.keys(old).filter((n) => !versions.includes(Number(n)));
  return [
    ...strange.map(
      (n) =>
        `${thing}: it has an old sample of version ${n}, and its versions before the present one end at ${form.version - 1}.`,
    ),
    ...versions.flatMap((version) => {
      const data = old[version];
      if (!data) return [`${thing}: it has no old sample of version ${version}. Give one: old: { ${version}: { … } }.`];
      const frozen = deepFreeze(structuredClone(data));
      const asked = askTwice(`${thing}.upgrade`, () => upgradeData(form, { version, data: frozen }));
      if ('complaint' in asked) return [asked.complaint];
      const accepted = cleaned(of, asked.answer);
      if ('data' in accepted) return [];
      return accepted.errors.map(
        (e) => `${thing}.upgrade: data of version ${version} is refused afterwards at "${e.field}": ${e.text.en}.`,
      );
    }),
  ];
};

/** A duty that counts people or an amount finds its fact in the sample's facts. */
export const complaintsAboutDuty = (of: Sampled, key: string): Complaints => {
  const duty = of.definition.duties[key];
  if (!duty?.fact || (duty.count ?? 'records') === 'records') return [];
  const facts = factsOfSample(of).filter((f) => f.name === duty.fact);
  if (facts.length === 0)
    return [
      `duties.${key}: it counts the fact "${duty.fact}", which the valid sample does not yield. Check the name, or the sample.`,
    ];
  return duty.count === 'people' && facts.some((f) => f.person === undefined)
    ? [`duties.${key}: it counts the people of the fact "${duty.fact}", which names no person.`]
    : [];
};

/** A stage that needs the sum of a fact of this form finds it in the sample's facts. */
export const complaintsAboutNeeds = (of: Sampled, key: string): Complaints => {
  const names = factsOfSample(of).map((f) => f.name);
  return Object.entries(of.definition.stages).flatMap(([stage, { needs }]) =>
    Object.entries(needs).flatMap(([need, counts]) =>
      counts.form !== key || counts.fact === undefined || names.includes(counts.fact)
        ? []
        : [
            `stages.${stage}.needs.${need}: it counts the fact "${counts.fact}", which the valid sample does not yield. Check the name, or the sample.`,
          ],
    ),
  );
};
