import { checkFields, exampleSettings, type Field, filledSettings, type ProgrammeDefinition } from '@xieshou/sdk';

type Values = Readonly<Record<string, unknown>>;

export interface Variant {
  /** Says which settings these are, in camelCase. */
  readonly name: string;
  readonly settings: Values;
}

/** The outermost values that a field may hold: bounds, each choice, yes and no, shortest and longest text. */
export const edges = (f: Field): readonly { readonly name: string; readonly value: unknown }[] => {
  const values = (f.choices ?? []).map((c) => c.value);
  const absent = f.required ? [] : [{ name: 'Absent', value: undefined }];
  switch (f.widget) {
    case 'integer':
    case 'decimal':
    case 'share':
    case 'money':
      return [...absent, { name: 'AtMin', value: f.min ?? 0 }, { name: 'AtMax', value: f.max ?? 1_000_000_000 }];
    case 'yesNo':
      return [...absent, { name: 'No', value: false }, { name: 'Yes', value: true }];
    case 'choice':
      return [...absent, ...values.map((value) => ({ name: `As${value}`, value }))];
    case 'choices':
      return [...absent, { name: 'AsOne', value: values.slice(0, 1) }, { name: 'AsAll', value: values }];
    case 'day':
      return [...absent, { name: 'AtMin', value: '2000-01-01' }, { name: 'AtMax', value: '2099-12-31' }];
    default:
      return [...absent, { name: 'AtMin', value: 'x' }, { name: 'AtMax', value: 'x'.repeat(f.maxLength ?? 36) }];
  }
};

/**
 * Settings under which a programme must work: every preset, everything at its lowest and at its highest, and the first
 * preset with one setting at a time at each of its edges. All of them are settings that an officer could save.
 */
export const settingsVariants = (definition: ProgrammeDefinition): readonly Variant[] => {
  const presets = Object.keys(definition.presets);
  // What one setting hides, another value of it shows: those must have values too.
  const base = filledSettings(definition, presets[0] ?? '');
  const each = Object.entries(definition.settings).map(([key, f]) => ({ key, edges: edges(f) }));
  const all = (pick: (of: ReturnType<typeof edges>) => unknown) =>
    Object.fromEntries(each.map(({ key, edges: of }) => [key, pick(of)]));
  const variants: readonly Variant[] = [
    ...presets.map((name) => ({ name, settings: exampleSettings(definition, name) })),
    { name: 'allAtMin', settings: all((of) => of[0]?.value) },
    { name: 'allAtMax', settings: all((of) => of.at(-1)?.value) },
    ...each.flatMap(({ key, edges: of }) =>
      of.map(({ name, value }) => ({ name: `${key}${name}`, settings: { ...base, [key]: value } })),
    ),
  ];
  return variants.map(({ name, settings }) => {
    const checked = checkFields(definition.settings, settings);
    // A refused variant is shown as it is: its complaint then names the setting whose bounds contradict themselves.
    return { name, settings: 'data' in checked ? checked.data : settings };
  });
};
