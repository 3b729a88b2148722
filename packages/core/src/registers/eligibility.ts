import { Inject, Injectable } from '@nestjs/common';
import {
  areMinors,
  type Candidate,
  type Finding,
  isInUse,
  type PersonKind,
  type ProgrammeDefinition,
  type Side,
} from '@xieshou/sdk';
import type { PeopleNamed } from '../people/children.js';
import type { Call } from '../platform/call.js';
import type { Database, Reads } from '../platform/database/database.js';
import { all, list, type Sql, sql } from '../platform/database/sql.js';
import { offsetOf } from '../platform/page.js';
import type { Reach, Scope } from '../platform/scope.js';
import { DATABASE } from '../platform/tokens.js';
import { Calendars } from '../programmes/calendars.js';
import { isMember, Programmes, type Running } from '../programmes/programmes.js';
import { Rules } from '../rules/rules.js';
import { work } from './eligible-work.js';
import { Entries, namedIn, peopleInReach, placedBelow } from './entries.js';
import { knownEntries } from './known-entries.js';
import type * as api from './registers.api.js';

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly kind: PersonKind;
  readonly code: string | null;
  readonly place_id: string;
  readonly place_name: string;
}

/** Somebody with what the programme's rule found. */
export interface Judged {
  readonly person: PersonRow;
  /** The same person as rules see them. */
  readonly candidate: Candidate;
  readonly outcome: 'eligible' | 'withReason' | 'not';
  readonly findings: readonly Finding[];
}

/** Who is looked at, by what period. */
interface Asked {
  readonly running: Running & { readonly definition: ProgrammeDefinition };
  readonly side: Side;
  readonly period: string;
  readonly reach: Reach | undefined;
  /** How the caller reads their names; as they are where rules ask for nobody. */
  readonly named?: PeopleNamed;
  readonly where: Sql;
}

export const outcomeOf = (findings: readonly Finding[]): Judged['outcome'] =>
  findings.some((f) => f.outcome === 'fail')
    ? 'not'
    : findings.some((f) => f.outcome === 'soft')
      ? 'withReason'
      : 'eligible';

/** Who qualifies for a side of a programme of people, with the reason for each. */
@Injectable()
export class Eligibility {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly programmes: Programmes,
    private readonly calendars: Calendars,
    private readonly entries: Entries,
    private readonly rules: Rules,
  ) {}

  async list({ scope, params, query }: Call<typeof api.listEligible>) {
    const running = await this.programmes.get(this.database, scope, params.id, 'register.read');
    const definition = running.definition?.eligible[query.side] ? running.definition : undefined;
    const reach = scope.reach('register.read');
    const calendar = await this.calendars.of(this.database, running.row.district_id);
    const periods = await this.entries.periods(this.database, {
      programme: params.id,
      registers: definition ? decisive(definition, running.settings) : [],
      reach,
      calendar,
    });
    const period = query.period ?? periods[0]?.id ?? null;
    const offset = offsetOf(query, { zh: '请用班级或姓名缩小范围', en: 'Narrow the list by class or name' });
    const named = namedOn(scope, running, query.side);
    // Where the programme says nothing of a side, nobody is listed for it.
    const judged = definition
      ? await this.judge(this.database, {
          running: { ...running, definition },
          side: query.side,
          period: period ?? '',
          reach,
          named,
          where: all([...(query.place ? [placedBelow(query.place)] : []), ...(query.q ? [named.found(query.q)] : [])]),
        })
      : [];
    const counts = { eligible: 0, withReason: 0, not: 0 };
    for (const { outcome } of judged) counts[outcome] += 1;
    const asked = query.outcome ? judged.filter((one) => one.outcome === query.outcome) : judged;
    return {
      rows: asked.slice(offset, offset + query.size).map(({ person, outcome, findings }) => ({
        person: { id: person.id, name: person.name, code: person.code },
        place: { id: person.place_id, name: person.place_name },
        outcome,
        findings: findings.map(({ rule, outcome: found, text }) => ({ rule, outcome: found, text })),
      })),
      page: query.page,
      size: query.size,
      total: asked.length,
      more: false,
      period,
      periods,
      counts,
    };
  }

  /** The same by the latest period of which anything is known, whoever it is about. */
  async latest(reads: Reads, o: Omit<Asked, 'period'>): Promise<Judged[]> {
    const { definition, row } = o.running;
    const [period] = await this.entries.periods(reads, {
      programme: row.id,
      registers: decisive(definition, o.running.settings),
      reach: { kind: 'all' },
      calendar: await this.calendars.of(reads, row.district_id),
    });
    return this.judge(reads, { ...o, period: period?.id ?? '' });
  }

  /** Everybody of a side's kind, judged by what is known of a period, by place and name. */
  async judge(reads: Reads, o: Asked): Promise<Judged[]> {
    const { definition, settings } = o.running;
    const people = await this.candidates(reads, o);
    const found = await this.rules.run({
      definition,
      rule: `eligible.${o.side}`,
      work,
      file: new URL('./eligible-work.js', import.meta.url),
      input: { side: o.side, settings, candidates: people.map(({ candidate }) => candidate) },
    });
    return people.map((one, i) => ({ ...one, findings: found[i]!, outcome: outcomeOf(found[i]!) }));
  }

  /** The same people with what is known of them, as rules see them. */
  async candidates(reads: Reads, o: Asked): Promise<Pick<Judged, 'person' | 'candidate'>[]> {
    const people = await this.everybody(reads, o);
    const known = await knownEntries(reads, o);
    return people.map((person) => ({
      person,
      candidate: {
        id: person.id,
        name: person.name,
        kind: person.kind,
        place: { id: person.place_id, name: person.place_name },
        entries: known.get(person.id) ?? {},
      },
    }));
  }

  /** Everybody of a side's kind whom the programme is for, by place and name. */
  private everybody(reads: Reads, o: Omit<Asked, 'period'>): Promise<PersonRow[]> {
    return reads.all<PersonRow>(sql`select p.id, ${o.named?.name ?? sql`p.name`} as name, p.kind, p.code, o.id as place_id, o.name as place_name
      from person p join organisation o on o.id = p.organisation_id
      where p.kind in ${list(o.running.definition.sides[o.side].of?.(o.running.settings) ?? [])} and p.left_on is null
      and not exists (select 1 from person_alias x where x.person_id = p.id)
      and ${peopleInReach(o.reach)} and ${isMember(sql`${o.running.row.id}`, sql`p.organisation_id`)} and ${o.where}
      order by o.name_key, ${o.named?.order ?? sql`p.name_key, p.id`}`);
  }
}

/** The people of a side as a caller reads them. */
export const namedOn = (scope: Scope, running: Running, side: Side): PeopleNamed =>
  namedIn(
    scope,
    running,
    running.definition !== undefined && areMinors(running.definition.sides[side], running.settings),
  );

/** Registers whose periods are offered: those per term, or those per year where there are no others. */
const decisive = ({ registers }: ProgrammeDefinition, settings: Running['settings']): readonly string[] => {
  const per = (kind: 'term' | 'schoolYear') =>
    Object.keys(registers).filter((key) => registers[key]!.per === kind && isInUse(registers[key]!, settings));
  return per('term').length > 0 ? per('term') : per('schoolYear');
};
