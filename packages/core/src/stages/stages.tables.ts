import {
  anyId,
  day,
  instant,
  integer,
  json,
  keyRef,
  oneOf,
  optional,
  ref,
  string,
  table,
} from '../platform/database/table.js';

export const stageActs = ['closed', 'reopened'] as const;

/** 阶段: what a pairing has gone through, act by act. The stages that are closed now follow from it; nothing is overwritten. */
export const stageStep = table('stage_step', {
  pairing_id: keyRef('pairing'),
  /** From 1, for each pairing. */
  number: { ...integer(), primary: true },
  district_id: anyId(),
  programme_id: ref('programme'),
  stage: string(40),
  act: oneOf(stageActs),
  on_day: day(),
  /** What was counted when it was closed, need by need, with the reason of each that was waived. */
  counted: json({ class: 'personal' }),
  /** Why it was opened again. */
  reason: optional(string(200, { class: 'personal' })),
  settings_number: integer(),
  user_id: anyId(),
  at: instant(),
});
