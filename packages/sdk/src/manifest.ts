import type { Field, Fields } from './fields.js';
import { fieldsOf } from './form.js';
import type { Duty, Inside, ProgrammeDefinition, RelationRole, ReportColumn } from './programme.js';
import type { BasisPoints } from './quantity.js';
import type { NamedReader } from './readers.js';
import { jsonSchemaOf, visibleFields } from './schema.js';
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
  readonly fields: readonly FieldManifest[];
  readonly schema: object;
  readonly index: readonly string[];
  readonly brief: readonly string[];
  readonly version: number;
  /** True when a record of the form counts only after the other side has confirmed it. */
  readonly confirmed: boolean;
}

export interface DutyManifest {
  readonly key: string;
  readonly title: Text;
  readonly per: Duty<never>['per'];
  /** The required number under the settings, for a pairing; absent when it is a share. */
  readonly atLeast?: number;
  readonly share?: { readonly of: 'helper' | 'helped'; readonly atLeast: BasisPoints };
  readonly count: 'records' | 'people' | 'amount';
  /** In which days of each period, in words; absent when any day will do. */
  readonly window?: Text;
  readonly place?: string;
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
  readonly sides: Readonly<Record<'helper' | 'helped', { readonly party: string; readonly title: Text }>>;
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
    readonly silentAfter: number;
  }[];
  readonly rectification?: {
    readonly title: Text;
    readonly raisedIn: readonly string[];
    readonly raisedBy: 'helper' | 'helped';
    readonly inspectedBy: readonly string[];
    readonly within: number;
    readonly place?: string;
  };
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
 * The settings a preset starts with, and the least possible value wherever an officer must still fill one in: with
 * these every function of the definition has something to answer for. Hidden settings are absent, as in stored ones.
 */
export const exampleSettings = (definition: ProgrammeDefinition, preset: string): Record<string, unknown> => {
  const given = presetSettings(definition, preset);
  const missing = Object.entries(definition.settings).filter(([key, f]) => f.required && given[key] === undefined);
  const all = { ...given, ...Object.fromEntries(missing.map(([key, f]) => [key, leastValue(f)])) };
  const shown = visibleFields(definition.settings, all).filter((key) => all[key] !== undefined);
  return Object.fromEntries(shown.map((key) => [key, all[key]]));
};

/**
 * Describes a programme under given settings (those of its first preset unless told, see {@link exampleSettings}).
 */
export const toManifest = (
  definition: ProgrammeDefinition,
  settings: Readonly<Record<string, unknown>> = exampleSettings(definition, Object.keys(definition.presets)[0] ?? ''),
): ProgrammeManifest => {
  const confirmation = definition.reviews.confirmation;
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
    registers: list(definition.registers, (key, { title, purpose, of, per, fields }) => ({
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
        fields: fieldManifests(fields),
        schema: jsonSchemaOf(fields),
        index: form.index ?? [],
        brief: form.brief,
        version: form.version,
        confirmed: confirmation?.of.includes(key) ?? false,
      };
    }),
    duties: list(definition.duties, (key, duty) => ({
      key,
      title: definition.forms[key]?.title ?? { zh: key, en: key },
      per: duty.per,
      ...(duty.share
        ? { share: { of: duty.share.of, atLeast: duty.share.atLeast(settings) } }
        : { atLeast: duty.atLeast(settings) }),
      count: duty.count ?? 'records',
      ...(duty.window ? { window: duty.window.title } : {}),
      ...(duty.place ? { place: duty.place } : {}),
    })),
    reviews: confirmation
      ? [
          {
            key: 'confirmation',
            title: confirmation.title,
            of: confirmation.of,
            silentAfter: confirmation.silentAfter?.(settings) ?? 0,
          },
        ]
      : [],
    ...(definition.rectification
      ? { rectification: { ...definition.rectification, within: definition.rectification.within(settings) } }
      : {}),
    outcomes: list(definition.outcomes, (key, { title, purpose, place, per, levels, decisions }) => ({
      key,
      title,
      ...(purpose ? { purpose } : {}),
      ...(place ? { place } : {}),
      per,
      levels: list(levels, (level, l) => ({ key: level, title: l.title })),
      decisions: list(decisions ?? {}, (decision, d) => ({ key: decision, ...d })),
    })),
    ledgers: list(definition.ledgers, (key, l) => ({
      key,
      title: l.title,
      from: l.from,
      keptBy: l.keptBy,
      columns: l.columns,
    })),
    reports: list(definition.reports, (key, r) => ({
      key,
      title: r.title,
      ...(r.purpose ? { purpose: r.purpose } : {}),
      columns: list(r.columns, (column, c) => ({ key: column, ...c })),
      ...(r.chart ? { chart: r.chart } : {}),
      drill: r.drill ?? {},
    })),
  };
};
