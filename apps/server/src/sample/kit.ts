import {
  Accounts,
  type Kernel,
  Organisations,
  Pairings,
  People,
  Programmes,
  Records,
  Reviews,
  type Role,
  Sessions,
  sql,
  system,
  Units,
} from '@xieshou/core';
import { addDays, exampleSettings, type ProgrammeDefinition } from '@xieshou/sdk';
import { callerOf } from './caller.js';
import { lastWorkday } from './days.js';
import { importEntries } from './entries.js';
import type { SampleClock } from './sample.js';

/** So many days after it, whatever the other has not answered is still open. */
const ANSWERED = 6;

/** What the makers of the sample's smaller programmes have in common: everything goes through the kernel's services. */
export const kitOf = async (o: {
  readonly kernel: Kernel;
  readonly clock: SampleClock;
  readonly passwordHash: string;
  /** First day of the school year, and the real day. */
  readonly from: string;
  readonly today: string;
}) => {
  const { app, database } = o.kernel;
  const [accounts, organisations, people, records, reviews, sessions, units] = [
    app.get(Accounts),
    app.get(Organisations),
    app.get(People),
    app.get(Records),
    app.get(Reviews),
    app.get(Sessions),
    app.get(Units),
  ];
  /** Whose desk it is: an account's sign-in by its organisation, or by its person. */
  const desks = new Map<string, string>();
  // Asked for anew each time: who has joined a team acts for it from then on.
  const as = (username: string) => callerOf(sessions, username);
  const officer = await as('officer');
  const { districtId } = await sessions.scopeFor('officer');
  const schoolYear = `${o.from.slice(0, 4)}-${Number(o.from.slice(0, 4)) + 1}`;

  const day = (n: number): string => lastWorkday(addDays(o.from, n));
  /** The clock stands at a day of the school year, or today where that is yet to come. */
  const standAt = (on: string) => o.clock.standAt(on < o.today ? on : o.today);

  return {
    app,
    database,
    as,
    officer,
    day,
    standAt,
    schoolYear,
    from: o.from,
    today: o.today,
    /** The last working day before today: what is written on it waits for an answer. */
    lately: lastWorkday(addDays(o.today, -1)),

    organisation: async (body: object): Promise<string> =>
      (await organisations.create(officer({ body: body as never }))).id,
    person: async (body: object): Promise<string> => (await people.create(officer({ body: body as never }))).id,
    account: async (username: string, name: string, role: Role, place: string, person?: string): Promise<void> => {
      await units.run(system, (unit) =>
        accounts.add(unit, {
          username,
          name,
          role,
          organisation: { id: place, district_id: districtId },
          passwordHash: o.passwordHash,
          oneTime: false,
          person: person ?? null,
        }),
      );
      if (!desks.has(person ?? place)) desks.set(person ?? place, username);
    },
    desk: (place: string, username: string): void => {
      desks.set(place, username);
    },

    /** A programme, made some days before the school year; the one of the district's schools stays the newest. */
    programme: async (
      by: string,
      plugin: ProgrammeDefinition,
      part: {
        readonly preset: string;
        readonly title: string;
        readonly settings?: Readonly<Record<string, unknown>>;
        readonly organisations: readonly { readonly id: string; readonly subtree: boolean }[];
      },
    ): Promise<string> => {
      o.clock.standAt(addDays(o.from, -3));
      const caller = await as(by);
      const { preset, title, settings } = part;
      const made = await app.get(Programmes).create(
        caller({
          body: {
            plugin: plugin.id,
            preset,
            title: `${schoolYear}学年${title}`,
            schoolYear,
            settings: { ...exampleSettings(plugin, preset), ...settings },
            organisations: [...part.organisations],
          },
        }),
      );
      o.clock.standAt(o.from);
      return made.id;
    },
    entries: (part: {
      readonly by: string;
      readonly programme: string;
      readonly register: string;
      readonly period: string;
      readonly rows: readonly Readonly<Record<string, string>>[];
    }): Promise<void> => importEntries({ kernel: o.kernel, ...part }),
    pair: async (
      by: string,
      programme: string,
      body: {
        readonly helper: string;
        readonly helped: string;
        readonly appointed?: Readonly<Record<string, string>>;
        readonly on?: string;
      },
    ): Promise<string> => {
      const caller = await as(by);
      const { helper, helped, appointed = {}, on = o.from } = body;
      const made = await app
        .get(Pairings)
        .create(caller({ params: { id: programme }, body: { helper, helped, startsOn: on, appointed } }));
      return made.id;
    },

    /** Writes a record on its day; none where the day is yet to come. */
    write: async (
      by: string,
      programme: string,
      part: {
        readonly form: string;
        readonly about: readonly string[];
        readonly on: string;
        readonly data: Readonly<Record<string, unknown>>;
      },
    ): Promise<{ readonly id: string; readonly on: string } | undefined> => {
      const { form, about, on, data } = part;
      if (on >= o.today || on < o.from) return undefined;
      o.clock.standAt(on);
      const caller = await as(by);
      const made = await records.create(
        caller({ params: { id: programme }, body: { form, pairings: [...about], data: { on, ...data } } }),
      );
      return { id: made.id, on };
    },
    /** Everybody who is asked answers it the day after; of the last days nothing is answered yet. */
    answer: async (
      record: { readonly id: string; readonly on: string } | undefined,
      part: { readonly returned?: string; readonly but?: string } = {},
    ): Promise<void> => {
      if (!record || record.on >= addDays(o.today, -ANSWERED)) return;
      for (let days = 1; ; days++) {
        const waiting = await database.all<{ id: string; organisation_id: string; person_id: string | null }>(
          sql`select id, organisation_id, person_id from review where subject_id = ${record.id} and state = 'open'
            order by id`,
        );
        const mine = waiting.flatMap(({ id, organisation_id, person_id }) => {
          const who = desks.get(person_id ?? organisation_id);
          return who === undefined || who === part.but ? [] : [{ id, who }];
        });
        if (mine.length === 0) return;
        o.clock.standAt(addDays(record.on, days));
        for (const { id, who } of mine) {
          const caller = await as(who);
          const body =
            part.returned === undefined
              ? { decision: 'confirm' as const }
              : { decision: 'return' as const, reason: part.returned };
          await reviews.decide(caller({ params: { id }, body }));
        }
      }
    },
  };
};

export type Kit = Awaited<ReturnType<typeof kitOf>>;
