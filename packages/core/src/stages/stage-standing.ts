import { isInUse, type ProgrammeDefinition, type StageStanding, type Text, t } from '@xieshou/sdk';
import type * as z from 'zod';
import type { Row } from '../platform/database/table.js';
import type { StageCounts } from './stage-counts.js';
import type { PairingStage, PairingStages } from './stages.api.js';
import type { stageStep } from './stages.tables.js';

export type Step = Row<typeof stageStep> & { readonly by_name: string | null };

/** What was counted of one need when its stage was closed. */
export interface KeptNeed {
  readonly need: string;
  readonly required: number;
  readonly have: number;
  readonly claimed: number;
  readonly waived: string | null;
}

/** What stages are looked at with. */
export interface Seen {
  /** Absent when the plugin is missing: then there are the closed stages only. */
  readonly definition: ProgrammeDefinition | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly today: string;
}

const keptOf = (step: Pick<Step, 'counted'>): readonly KeptNeed[] => JSON.parse(step.counted) as KeptNeed[];

/** The stages that are closed, each by the step that closed it. `steps` are one pairing's, oldest first. */
export const closedBy = <S extends Pick<Step, 'stage' | 'act'>>(steps: readonly S[]): ReadonlyMap<string, S> => {
  const closed = new Map<string, S>();
  for (const step of steps)
    if (step.act === 'closed') closed.set(step.stage, step);
    else closed.delete(step.stage);
  return closed;
};

const keysOf = ({ definition }: Seen, closed: ReadonlyMap<string, unknown>): readonly string[] =>
  definition ? Object.keys(definition.stages) : [...closed.keys()];

export const currentOf = (seen: Seen, closed: ReadonlyMap<string, unknown>): string | null =>
  keysOf(seen, closed).find((key) => !closed.has(key)) ?? null;

export const windowOf = ({ definition, settings }: Seen, key: string) => {
  const { from, to } = definition?.stages[key]?.window?.(settings) ?? {};
  return { from: from ?? null, to: to ?? null };
};

/** Late is whoever has not closed the present stage by the end of its last day. */
export const isLate = (seen: Seen, current: string | null): boolean => {
  const { to } = current === null ? { to: null } : windowOf(seen, current);
  return to !== null && to < seen.today;
};

export const stageTitle = ({ definition }: Seen, key: string): Text => definition?.stages[key]?.title ?? t(key, key);
const needTitle = ({ definition }: Seen, stage: string, need: string): Text =>
  definition?.stages[stage]?.needs[need]?.title ?? t(need, need);

/** How one pairing stands in all its stages. Pure. */
export const stagesOf = (
  seen: Seen,
  o: { readonly pairing: string; readonly steps: readonly Step[]; readonly counts: StageCounts },
): z.output<typeof PairingStages> => {
  const closed = closedBy(o.steps);
  const current = currentOf(seen, closed);
  const keys = keysOf(seen, closed);
  return {
    pairing: o.pairing,
    current,
    last: keys.filter((key) => closed.has(key)).at(-1) ?? null,
    stages: keys.map((key) => {
      const step = closed.get(key);
      const needs = step ? closedNeeds(seen, { ...o, key, step }) : openNeeds(seen, { ...o, key });
      return {
        key,
        title: stageTitle(seen, key),
        place: seen.definition?.stages[key]?.place ?? null,
        ...windowOf(seen, key),
        state: step ? 'closed' : key === current ? 'current' : 'coming',
        late: key === current && isLate(seen, key),
        needs,
        // More than there was is no difference: later visits go on being recorded.
        differs: needs.some(({ have, now }) => now !== null && now < have),
        closed: step ? { on: step.on_day, by: step.by_name ?? '', at: step.at } : null,
      };
    }),
    trace: [...o.steps].reverse().map((step) => ({
      stage: step.stage,
      title: stageTitle(seen, step.stage),
      act: step.act,
      reason: step.reason,
      waived: keptOf(step).flatMap(({ need, waived }) =>
        waived === null ? [] : [{ need, title: needTitle(seen, step.stage, need), reason: waived }],
      ),
      on: step.on_day,
      by: step.by_name ?? '',
      at: step.at,
    })),
    version: o.steps.length + 1,
  };
};

type Need = z.output<typeof PairingStage>['needs'][number];
interface OfStage {
  readonly pairing: string;
  readonly key: string;
  readonly counts: StageCounts;
}

const openNeeds = (seen: Seen, { pairing, key, counts }: OfStage): Need[] =>
  Object.entries(seen.definition!.stages[key]!.needs)
    .filter(([, { form }]) => form === undefined || isInUse(seen.definition!.forms[form]!, seen.settings))
    .map(([need, rule]) => {
      const { have, claimed } = counts.of(pairing, key, need);
      const required = rule.atLeast(seen.settings);
      const missing = Math.max(0, required - have);
      return { key: need, title: rule.title, required, have, claimed, missing, waived: null, now: null };
    });

/** As counted when it was closed, with what would be counted now beside it. */
const closedNeeds = (seen: Seen, { pairing, key, counts, step }: OfStage & { readonly step: Step }): Need[] =>
  keptOf(step).map(({ need, ...kept }) => ({
    key: need,
    title: needTitle(seen, key, need),
    ...kept,
    missing: Math.max(0, kept.required - kept.have),
    // Of a need that the plugin does not have any more there is nothing to compare.
    now: seen.definition?.stages[key]?.needs[need] ? counts.of(pairing, key, need).have : null,
  }));

/** The same as reports read it. */
export const standingOf = (
  seen: Seen,
  o: { readonly pairing: string; readonly steps: readonly Pick<Step, 'stage' | 'act' | 'on_day' | 'counted'>[] },
): StageStanding => {
  const closed = closedBy(o.steps);
  const stage = currentOf(seen, closed);
  return {
    pairing: o.pairing,
    stage,
    late: isLate(seen, stage),
    closed: keysOf(seen, closed).flatMap((key) => {
      const step = closed.get(key);
      if (!step) return [];
      return [{ stage: key, on: step.on_day, waived: keptOf(step).some(({ waived }) => waived !== null) }];
    }),
  };
};
