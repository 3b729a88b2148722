import {
  type Cell,
  type Day,
  type DutyStanding,
  exampleSettings,
  fieldsOf,
  type ProgrammeDefinition,
  type Reader,
  type RectificationStanding,
  type Report,
  type StageStanding,
  t,
  type TeamStanding,
} from '@xieshou/sdk';
import { askTwice, type Complaints, deepFreeze } from './complaints.js';
import { exampleTeam, openEntries } from './example-parties.js';

type Rows = ReturnType<Report['rows']>;
type Tally = ReturnType<Reader['tallies']>[number];

const readerOf = (o: {
  readonly pairings?: ReturnType<Reader['pairings']>;
  readonly tallies?: readonly Tally[];
  readonly duties?: readonly DutyStanding[];
  readonly rectifications?: readonly RectificationStanding[];
  readonly inside?: ReturnType<Reader['inside']>;
  readonly records?: (form: string) => ReturnType<Reader['records']>;
  readonly standing?: Reader['standing'];
  readonly stages?: ReturnType<Reader['stages']>;
  readonly awards?: Reader['awards'];
  readonly entries?: Reader['entries'];
  readonly teams?: ReturnType<Reader['teams']>;
}): Reader => {
  const {
    pairings = [],
    tallies = [],
    duties = [],
    rectifications = [],
    inside = [],
    records,
    standing,
    stages = [],
    awards,
    entries,
    teams = [],
  } = deepFreeze(o);
  return Object.freeze({
    period: Object.freeze({ from: '2026-09-01' satisfies Day, to: '2027-01-31' satisfies Day }),
    today: '2026-11-24',
    pairings: () => pairings,
    inside: () => inside,
    // One of each side, and one of whom nothing is known.
    unpaired: (key: string) =>
      pairings.length === 0
        ? []
        : (['helper', 'helped'] as const).map((side, n) => ({
            side,
            person: { id: `left-${side}`, name: `未结对 ${side}` },
            place: { id: `${side}-a`, name: `学校 ${side}` },
            kind: n === 0 ? null : (inside.find((pair) => pair.inside === key)?.kind ?? null),
          })),
    records: (form: string) => records?.(form) ?? [],
    standing: (form: string) => standing?.(form) ?? [],
    tallies: () => tallies,
    duties: () => duties,
    rectifications: () => rectifications,
    stages: () => stages,
    awards: (outcome: string) => awards?.(outcome) ?? [],
    entries: (register: string) => entries?.(register) ?? [],
    teams: () => teams,
  });
};

const states = ['met', 'open', 'overdue', 'notDue', 'excused'] as const;

/** Names under which the kernel keeps what a programme counts: each form, and each fact that its sample yields. */
export interface Counted {
  readonly form: string;
  readonly facts: readonly { readonly name: string; readonly kind?: string; readonly amount?: number }[];
  /** The valid sample, as a record says it. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * Readers that a report meets in practice: of an empty programme, of pairings that have done nothing, and of pairings
 * of which one has done nothing, with both states, two months and duties in every state.
 */
export const exampleReaders = (definition: ProgrammeDefinition, counted: readonly Counted[]) => {
  const pairings = ['a', 'b', 'c'].map((id) => ({
    id,
    helper: { id: `helper-${id}`, name: `帮扶校 ${id}` },
    helped: { id: `helped-${id}`, name: `受帮校 ${id}` },
  }));
  const names = counted.flatMap(({ form, facts }) => [
    { name: form, kind: '' },
    ...facts.map((f) => ({ name: `${form}.${f.name}`, kind: f.kind ?? '' })),
  ]);
  const inside = pairings.flatMap(({ id }) =>
    Object.entries(definition.inside).flatMap(([key, { kind }]) =>
      kind.choices.slice(0, 2).map(({ value }) => ({
        id: `${id}-${key}-${value}`,
        pairing: id,
        inside: key,
        kind: value,
        helper: { id: `helper-${id}-${value}`, name: `帮扶 ${id}` },
        helped: { id: `helped-${id}-${value}`, name: `受帮 ${id}` },
      })),
    ),
  );
  const records = (form: string) => {
    const found = counted.find((one) => one.form === form);
    if (!found?.data) return [];
    const { data } = found;
    const facts = Object.fromEntries(found.facts.map((f) => [f.name, f.amount ?? 0]));
    const { about } = definition.forms[form]!;
    const of = about === undefined ? ['a', 'b'] : inside.filter((pair) => pair.inside === about).map(({ id }) => id);
    return of.flatMap((pairing) => ['2026-10-09', '2026-11-20'].map((on) => ({ pairing, on, data, facts })));
  };
  const standing = () =>
    (['claimed', 'returned', 'confirmed'] as const).flatMap((state) =>
      ['a', 'b'].map((pairing) => ({ pairing, on: '2026-10-09', state })),
    );
  const tallies: Tally[] = ['a', 'b', ...inside.map(({ id }) => id)].flatMap((pairing) =>
    names.flatMap((of, i) =>
      (['claimed', 'confirmed'] as const).flatMap((state) =>
        ['2026-09', '2026-11'].map((month) => ({ pairing, ...of, state, month, count: i + 1, sum: (i + 1) * 45 })),
      ),
    ),
  );
  const asked = (duty: string, kind: string | undefined) =>
    definition.duties[duty]!.of === 'eachInside' ? kind === definition.forms[duty]!.about : kind === undefined;
  const askedOf = [
    ...pairings.map(({ id }) => ({ id, kind: undefined })),
    ...inside.map(({ id, inside: kind }) => ({ id, kind })),
  ];
  const duties: DutyStanding[] = askedOf.flatMap(({ id, kind }, p) =>
    Object.keys(definition.duties)
      .filter((duty) => asked(duty, kind))
      .map((duty, d) => {
        const state = states[(p + d) % states.length]!;
        const done = state === 'met' ? 2 : 0;
        const period = {
          kind: 'month',
          id: '2026-11',
          title: t('2026年11月', 'November 2026'),
          from: '2026-11-01',
          to: '2026-11-30',
        } as const;
        const numbers = {
          required: state === 'notDue' ? 0 : 2,
          confirmed: done,
          claimed: 1,
          remaining: state === 'notDue' ? 0 : 2 - done,
        };
        return { pairing: id, duty, period, ...numbers, opensOn: '2026-11-01', overdueFrom: '2026-12-01', state };
      }),
  );
  const rectifications: RectificationStanding[] = (definition.rectification ? pairings : []).flatMap(({ id }, p) =>
    (['open', 'answering', 'waiting', 'closed'] as const).slice(p).map((state, i) => ({
      pairing: id,
      state,
      raisedOn: `2026-10-0${i + 1}`,
      dueOn: '2026-10-20',
      closedOn: state === 'closed' ? '2026-11-02' : null,
      overdue: state !== 'closed' && i % 2 === 0,
    })),
  );
  const awards = (outcome: string) =>
    ['a', 'b'].flatMap((pairing) =>
      (['helper', 'helped'] as const).flatMap((side) =>
        Object.keys(definition.outcomes[outcome]?.levels ?? {}).map((level, points) => ({
          pairing,
          period: '2026-2027-1',
          side,
          party: {
            id: `${side}-${pairing}`,
            name: `结对方 ${pairing}`,
            place: { id: `class-${pairing}`, name: '一班' },
          },
          other: { id: `other-${pairing}`, name: `对方 ${pairing}` },
          level,
          points,
        })),
      ),
    );
  const [entered] = openEntries(definition, ['public', 'internal']);
  const entries = (register: string) =>
    pairings.map(({ helped }) => ({
      person: { ...helped, place: { id: 'class', name: '一班' } },
      period: '2026-2027',
      data: entered?.entries[register] ?? {},
    }));
  const teams: TeamStanding[] = (definition.sides.helper.party === 'group' ? pairings : []).map(
    ({ helper, helped }, i) => ({
      id: helper.id,
      number: i + 1,
      name: helper.name,
      place: { id: 'college', name: '学院' },
      leader: exampleTeam.members[0]!,
      state: i === 2 ? 'withdrawn' : 'open',
      members: exampleTeam.members.map((one, n) => ({
        ...one,
        from: '2026-10-01',
        until: i === 2 || n === 2 ? '2026-11-10' : null,
      })),
      pairedWith: i === 2 ? [] : [helped.id],
    }),
  );
  // One at the first stage, one at the second, late and with something waived, and one that has closed all.
  const steps = Object.keys(definition.stages);
  const stages: StageStanding[] = (steps.length === 0 ? [] : pairings).map(({ id }, p) => {
    const closed = p === 2 ? steps : steps.slice(0, p);
    return {
      pairing: id,
      stage: steps[closed.length] ?? null,
      late: p === 1 && steps.length > 1,
      closed: closed.map((stage) => ({ stage, on: '2026-11-20', waived: p === 1 })),
    };
  });
  return [
    { name: 'empty', reader: readerOf({}) },
    {
      name: 'pairings without records',
      reader: readerOf({
        pairings,
        inside,
        stages: stages.map((s) => ({ ...s, stage: steps[0]!, late: false, closed: [] })),
      }),
    },
    {
      name: 'pairings with records',
      reader: readerOf({
        pairings,
        inside,
        records,
        standing,
        tallies,
        duties,
        rectifications,
        stages,
        awards,
        entries,
        teams,
      }),
    },
  ] as const;
};

const complaintAboutCell = (report: Report, column: string, cell: Cell | undefined): string | undefined => {
  const { kind } = report.columns[column]!;
  if (cell === undefined) return `has no "${column}". Give every cell, null where there is nothing.`;
  if (cell === null) return undefined;
  if (kind === 'text') return typeof cell === 'string' ? undefined : `has ${cell} in "${column}", a column of text.`;
  if (Number.isSafeInteger(cell)) return undefined;
  return `has ${typeof cell === 'string' ? JSON.stringify(cell) : cell} in "${column}", a column of whole numbers.`;
};

const complaintsAboutRows = (thing: string, report: Report, rows: Rows, reader: Reader): Complaints =>
  rows.flatMap((row, i) => {
    const cells: Readonly<Record<string, Cell | undefined>> = row;
    const strange = Object.keys(cells).filter((key) => key !== 'pairing' && !Object.hasOwn(report.columns, key));
    const pairing = Object.hasOwn(report.columns, 'pairing') ? undefined : row.pairing;
    return [
      ...Object.keys(report.columns).flatMap((column) => complaintAboutCell(report, column, cells[column]) ?? []),
      ...strange.map((key) => `has "${key}", which is none of its columns.`),
      ...(pairing === undefined || [...reader.pairings(), ...reader.inside()].some((p) => p.id === pairing)
        ? []
        : [`belongs to no pairing that was read ("${pairing}").`]),
    ].map((what) => `${thing}: row ${i + 1} ${what}`);
  });

/** A report answers every reader with its declared columns, in their kinds, computed from what it reads alone. */
export const complaintsAboutReport = (
  definition: ProgrammeDefinition,
  key: string,
  counted: readonly Counted[],
): Complaints => {
  const report = definition.reports[key]!;
  const thing = `reports.${key}.rows`;
  const totals = Object.entries(report.columns).filter(([, c]) => c.total && c.kind === 'text');
  return [
    ...totals.map(([column]) => `reports.${key}: it totals "${column}", a column of text.`),
    ...exampleReaders(definition, counted).flatMap(({ name, reader }) => {
      const asked = askTwice(thing, () => report.rows(reader));
      const complaints =
        'complaint' in asked ? [asked.complaint] : complaintsAboutRows(thing, report, asked.answer, reader);
      return complaints.map((complaint) => `${complaint} (read: ${name})`);
    }),
  ];
};

const builtIn: readonly string[] = ['number', 'term', 'form', 'helper', 'helped', 'recordedBy', 'state', 'confirmedBy'];
const numeric: readonly string[] = ['integer', 'money', 'share'];

/** A ledger's columns are fields of its forms or built in, each shown once; what it totals are numbers. */
export const complaintsAboutLedger = (definition: ProgrammeDefinition, key: string): Complaints => {
  const { from, columns } = definition.ledgers[key]!;
  const thing = `ledgers.${key}`;
  const settings = exampleSettings(definition, Object.keys(definition.presets)[0] ?? '');
  const fields = from.flatMap((form) => (definition.forms[form] ? [fieldsOf(definition.forms[form], settings)] : []));
  const shown = columns.map((c) => c.show);
  return [
    ...(from.length === 0 ? [`${thing}: it reads no form. Name at least one.`] : []),
    ...(columns.length === 0 ? [`${thing}: it has no columns. Name at least one.`] : []),
    ...shown
      .filter((show) =>
        show.startsWith('@') ? !builtIn.includes(show.slice(1)) : !fields.some((f) => Object.hasOwn(f, show)),
      )
      .map((show) => `${thing}: its column "${show}" is neither built in nor a field of its forms.`),
    ...shown.filter((show, i) => shown.indexOf(show) < i).map((show) => `${thing}: it shows "${show}" twice.`),
    ...columns
      .filter(({ show, total }) => total && !fields.some((f) => numeric.includes(f[show]?.widget ?? '')))
      .map(({ show }) => `${thing}: it totals "${show}", which is no number.`),
  ];
};
