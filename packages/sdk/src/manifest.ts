import type { Field, Fields } from './fields.js';
import { fieldsOf } from './form.js';
import { isInUse } from './in-use.js';
import type { Inside } from './inside.js';
import type { Duty, ProgrammeDefinition, RelationRole, ReportColumn } from './programme.js';
import type { BasisPoints } from './quantity.js';
import type { NamedReader } from './readers.js';
import { reviewOf, stepTitle } from './review.js';
import { jsonSchemaOf, visibleFields } from './schema.js';
import type { Stage } from './stage.js';
import type { Text } from './text.js';

/** A field as the admin app reads it. */
export type FieldManifest = Omit<Field, 'value'> & { readonly key: string };

export interface FormManifest {
  readonly key: string;
  readonly title: Text;
  readonly purpose?: Text;
  readonly writtenBy: 'helper' | 'helped' | 'either' | 'owner';
  /** Who may read its records; absent where all may who read the pairing’s. */
  readonly readBy?: readonly NamedReader[];
  readonly about?: string;
  readonly subjects: 'one' | 'many';
  /** Where the day is that of handing in: its field `on` is not filled in. */
  readonly dated?: 'handIn';
  readonly fields: readonly FieldManifest[];
  readonly schema: object;
  readonly index: readonly string[];
  readonly brief: readonly string[];
  readonly version: number;
  /** True when a record of the form counts only once others have agreed: see the review that names it. */
  readonly confirmed: boolean;
  /** False where nothing of the form is written down under these settings; what there is stays readable. */
  readonly inUse: boolean;
}

export interface DutyManifest {
  readonly key: string;
  readonly title: Text;
  readonly per: Duty<never>['per'];
  /** Of whom it is asked: the pairing, the pairing with all pairs of people in it, or each of those. */
  readonly of: NonNullable<Duty<never>['of']>;
  /** The required number under the settings, for a pairing; absent when it is a share. */
  readonly atLeast?: number;
  readonly share?: { readonly of: 'helper' | 'helped'; readonly atLeast: BasisPoints };
  readonly count: 'records' | 'people' | 'amount';
  /** What an amount is an amount of, read behind the number. */
  readonly unit?: Text;
  /** In which days of each period, in words; absent when any day will do. */
  readonly window?: Text;
  readonly place?: string;
}

/** A step of a review under the settings; 0 days mean that there is no such time. */
export interface StepManifest {
  /** One of {@link stepParties}, or the key of a role. */
  readonly by: string;
  readonly title: Text;
  readonly needs: number;
  readonly within: number;
  readonly silentAfter: number;
}

/** A programme described as plain data: what `GET /api/plugins` answers and the admin app draws. */
export interface ProgrammeManifest {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly settings: readonly FieldManifest[];
  readonly presets: readonly {
    readonly key: string;
    readonly title: Text;
    readonly summary: Text;
    readonly settings: Readonly<Record<string, unknown>>;
  }[];
  readonly sides: Readonly<
    Record<'helper' | 'helped', { readonly party: 'organisation' | 'person' | 'group'; readonly title: Text }>
  >;
  readonly roles: readonly ({ readonly key: string } & RelationRole)[];
  readonly inside: readonly ({ readonly key: string } & Inside)[];
  readonly registers: readonly {
    readonly key: string;
    readonly title: Text;
    readonly purpose?: Text;
    readonly of: string;
    readonly per: 'term' | 'schoolYear';
    readonly fields: readonly FieldManifest[];
  }[];
  /** Sides for which the programme says who qualifies. */
  readonly eligible: readonly ('helper' | 'helped')[];
  /** How pairs of people are proposed; absent where the programme proposes none. */
  readonly match?: { readonly title: Text; readonly within: 'place' | 'programme'; readonly place?: string };
  readonly forms: readonly FormManifest[];
  readonly duties: readonly DutyManifest[];
  readonly reviews: readonly {
    readonly key: string;
    readonly title: Text;
    readonly of: readonly string[];
    readonly steps: readonly StepManifest[];
  }[];
  readonly rectification?: {
    readonly title: Text;
    readonly raisedIn: readonly string[];
    readonly raisedBy: 'helper' | 'helped' | 'owner';
    readonly inspectedBy: readonly string[];
    readonly within: number;
    readonly place?: string;
  };
  /** In their order, with what each asks for under the settings. */
  readonly stages: readonly {
    readonly key: string;
    readonly title: Text;
    readonly place?: string;
    readonly from?: string;
    readonly to?: string;
    readonly needs: readonly { readonly key: string; readonly title: Text; readonly atLeast: number }[];
  }[];
  readonly outcomes: readonly {
    readonly key: string;
    readonly title: Text;
    readonly purpose?: Text;
    readonly place?: string;
    readonly per: 'term' | 'schoolYear';
    readonly levels: readonly { readonly key: string; readonly title: Text }[];
    readonly decisions: readonly { readonly key: string; readonly title: Text; readonly explain?: Text }[];
  }[];
  readonly ledgers: readonly {
    readonly key: string;
    readonly title: Text;
    readonly from: readonly string[];
    readonly keptBy: 'helper' | 'helped' | 'bureau';
    readonly columns: readonly { readonly show: string; readonly title: Text; readonly total?: boolean }[];
  }[];
  readonly reports: readonly {
    readonly key: string;
    readonly title: Text;
    readonly purpose?: Text;
    readonly columns: readonly ({ readonly key: string } & ReportColumn)[];
    readonly chart?: { readonly kind: string; readonly by: string; readonly series: readonly string[] };
    readonly drill: Readonly<Record<string, string | undefined>>;
  }[];
  /** The programme's own documents; `plan` and `record` every programme has besides. */
  readonly documents: readonly {
    readonly key: string;
    readonly title: Text;
    readonly purpose?: Text;
    readonly of: 'programme' | 'pairing' | 'record';
    /** Of a record: whose form it prints. */
    readonly form?: string;
  }[];
}

const list = <T extends object, R>(entries: Readonly<Record<string, T>>, map: (key: string, value: T) => R): R[] =>
  Object.entries(entries).map(([key, value]) => map(key, value));

/** Fields as an ordered list. */
export const fieldManifests = (fields: Fields): FieldManifest[] => list(fields, (key, f) => ({ key, ...f }));

/** The settings' own defaults; a setting without a default is absent and must be filled in by the officer. */
export const defaultSettings = (definition: Pick<ProgrammeDefinition, 'settings'>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(definition.settings).flatMap(([key, f]) => (f.default === undefined ? [] : [[key, f.default]])),
  );

/** The settings a preset starts with. */
export const presetSettings = (definition: ProgrammeDefinition, preset: string): Record<string, unknown> => ({
  ...defaultSettings(definition),
  ...definition.presets[preset]?.settings,
});

/** The least that a required setting without a default may be set to. */
const leastValue = (f: Field): unknown => {
  const first = f.choices?.[0]?.value ?? '';
  switch (f.widget) {
    case 'integer':
    case 'decimal':
    case 'share':
    case 'money':
      return f.min ?? 0;
    case 'yesNo':
      return false;
    case 'choice':
      return first;
    case 'choices':
      return [first];
    case 'day':
      return '2026-09-01';
    default:
      return '-';
  }
};

/**
 * The settings a preset starts with, and the least possible value wherever an officer must still fill one in: also of
 * settings that are hidden as long as others stand as they do.
 */
export const filledSettings = (definition: ProgrammeDefinition, preset: string): Record<string, unknown> => {
  const given = presetSettings(definition, preset);
  const missing = Object.entries(definition.settings).filter(([key, f]) => f.required && given[key] === undefined);
  return { ...given, ...Object.fromEntries(missing.map(([key, f]) => [key, leastValue(f)])) };
};

/**
 * {@link filledSettings} without the hidden ones, as settings are stored: with these every function of the definition
 * has something to answer for.
 */
export const exampleSettings = (definition: ProgrammeDefinition, preset: string): Record<string, unknown> => {
  const all = filledSettings(definition, preset);
  const shown = visibleFields(definition.settings, all).filter((key) => all[key] !== undefined);
  return Object.fromEntries(shown.map((key) => [key, all[key]]));
};

/**
 * Describes a programme under given settings, and only what is in use under them. Without settings it is described as a
 * whole, with the numbers of its first preset (see {@link exampleSettings}).
 */
export const toManifest = (
  definition: ProgrammeDefinition,
  given?: Readonly<Record<string, unknown>>,
): ProgrammeManifest => {
  const settings = given ?? exampleSettings(definition, Object.keys(definition.presets)[0] ?? '');
  const used = <T extends { inUse?(s: typeof settings): boolean }>(parts: Readonly<Record<string, T>>) =>
    given === undefined ? parts : Object.fromEntries(Object.entries(parts).filter(([, part]) => isInUse(part, given)));
  const inUse = used(definition.forms);
  const ofForms = <T>(parts: Readonly<Record<string, T>>, forms: (key: string, part: T) => readonly string[]) =>
    Object.fromEntries(Object.entries(parts).filter(([key, part]) => forms(key, part).some((form) => inUse[form])));
  const asked = (needs: Stage<typeof settings>['needs']) =>
    Object.fromEntries(Object.entries(needs).filter(([, { form }]) => form === undefined || inUse[form]));
  return {
    id: definition.id,
    title: definition.title,
    summary: definition.summary,
    settings: fieldManifests(definition.settings),
    presets: list(definition.presets, (key, p) => ({
      key,
      title: p.title,
      summary: p.summary,
      settings: presetSettings(definition, key),
    })),
    sides: {
      helper: { party: definition.sides.helper.party, title: definition.sides.helper.title },
      helped: { party: definition.sides.helped.party, title: definition.sides.helped.title },
    },
    roles: list(definition.roles, (key, role) => ({ key, ...role })),
    inside: list(definition.inside, (key, inside) => ({ key, ...inside })),
    registers: list(used(definition.registers), (key, { title, purpose, of, per, fields }) => ({
      key,
      title,
      ...(purpose ? { purpose } : {}),
      of,
      per,
      fields: fieldManifests(fields),
    })),
    eligible: (['helper', 'helped'] as const).filter((side) => definition.eligible[side]),
    ...(definition.match
      ? {
          match: {
            title: definition.match.title,
            within: definition.match.within(settings),
            ...(definition.match.place ? { place: definition.match.place } : {}),
          },
        }
      : {}),
    forms: list(definition.forms, (key, form) => {
      const fields = fieldsOf(form, settings);
      return {
        key,
        title: form.title,
        ...(form.purpose ? { purpose: form.purpose } : {}),
        writtenBy: form.writtenBy,
        ...(form.readBy ? { readBy: form.readBy } : {}),
        ...(form.about ? { about: form.about } : {}),
        subjects: form.subjects,
        ...(form.dated ? { dated: form.dated } : {}),
        fields: fieldManifests(fields),
        schema: jsonSchemaOf(form.dated ? { ...fields, on: { ...fields['on']!, required: false } } : fields),
        index: form.index ?? [],
        brief: form.brief,
        version: form.version,
        confirmed: reviewOf(definition, key) !== undefined,
        inUse: key in inUse,
      };
    }),
    duties: list(
      ofForms(definition.duties, (key) => [key]),
      (key, duty) => ({
        key,
        title: definition.forms[key]?.title ?? { zh: key, en: key },
        per: duty.per,
        of: duty.of ?? 'pairing',
        ...(duty.share
          ? { share: { of: duty.share.of, atLeast: duty.share.atLeast(settings) } }
          : { atLeast: duty.atLeast(settings) }),
        count: duty.count ?? 'records',
        ...(duty.unit ? { unit: duty.unit } : {}),
        ...(duty.window ? { window: duty.window.title } : {}),
        ...(duty.place ? { place: duty.place } : {}),
      }),
    ),
    reviews: list(
      ofForms(definition.reviews, (_, { of }) => of),
      (key, { title, of, steps }) => ({
        key,
        title,
        of,
        steps: steps.map((step) => ({
          by: step.by,
          title: stepTitle(step),
          needs: step.needs ?? 1,
          within: step.within?.(settings) ?? 0,
          silentAfter: step.silentAfter?.(settings) ?? 0,
        })),
      }),
    ),
    ...(definition.rectification
      ? { rectification: { ...definition.rectification, within: definition.rectification.within(settings) } }
      : {}),
    stages: list(definition.stages, (key, stage) => {
      const { from, to } = stage.window?.(settings) ?? {};
      return {
        key,
        title: stage.title,
        ...(stage.place ? { place: stage.place } : {}),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
        needs: list(asked(stage.needs), (name, need) => ({
          key: name,
          title: need.title,
          atLeast: need.atLeast(settings),
        })),
      };
    }),
    outcomes: list(used(definition.outcomes), (key, { title, purpose, place, per, levels, decisions }) => ({
      key,
      title,
      ...(purpose ? { purpose } : {}),
      ...(place ? { place } : {}),
      per,
      levels: list(levels, (level, l) => ({ key: level, title: l.title })),
      decisions: list(decisions ?? {}, (decision, d) => ({ key: decision, ...d })),
    })),
    ledgers: list(
      ofForms(definition.ledgers, (_, l) => l.from),
      (key, l) => ({
        key,
        title: l.title,
        from: l.from,
        keptBy: l.keptBy,
        columns: l.columns,
      }),
    ),
    reports: list(used(definition.reports), (key, r) => ({
      key,
      title: r.title,
      ...(r.purpose ? { purpose: r.purpose } : {}),
      columns: list(r.columns, (column, c) => ({ key: column, ...c })),
      ...(r.chart ? { chart: r.chart } : {}),
      drill: r.drill ?? {},
    })),
    documents: list(used(definition.documents), (key, d) => ({
      key,
      title: d.title,
      ...(d.purpose ? { purpose: d.purpose } : {}),
      of: d.of,
      ...(d.of === 'record' ? { form: d.form } : {}),
    })),
  };
};
