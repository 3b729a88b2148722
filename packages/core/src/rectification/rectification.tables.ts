import {
  anyId,
  day,
  id,
  instant,
  integer,
  keyRef,
  long,
  oneOf,
  optional,
  ref,
  string,
  table,
} from '../platform/database/table.js';

export const rectificationStates = ['open', 'answering', 'waiting', 'closed'] as const;
export const rectificationActions = ['raise', 'answer', 'finish', 'passed', 'failed', 'noted', 'extend'] as const;

/** 整改: something found lacking, and how far it has been put right. Overdue is no state: the clock says so. */
export const rectification = table(
  'rectification',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    pairing_id: ref('pairing'),
    /** The record in which it was named. */
    record_id: optional(ref('record')),
    content: long(),
    raised_on: day(),
    raised_by: anyId(),
    organisation_id: ref('organisation'),
    /** The side that answers for it, where the owner named it; else the other side than who raised it. */
    answers: optional(oneOf(['helper', 'helped'] as const)),
    due_on: day(),
    /** From which day the deadline was counted in working days; null where somebody named the day. */
    due_counted_on: optional(day()),
    state: oneOf(rectificationStates),
    measures: optional(long()),
    responsible: optional(string(50)),
    result: optional(long()),
    closed_on: optional(day()),
    /** The day on which both sides were told that it is overdue; told once per deadline. */
    told_overdue_on: optional(day()),
    created_at: instant(),
    version: integer(),
  },
  {
    indexes: {
      rectification_programme: ['programme_id', 'state', 'due_on'],
      rectification_pairing: ['pairing_id', 'state'],
      rectification_due: ['state', 'due_on'],
    },
  },
);

/** Everything that was done about it, in order. Nothing here is changed. */
export const rectificationStep = table('rectification_step', {
  rectification_id: keyRef('rectification'),
  number: { ...integer(), primary: true },
  at: instant(),
  user_id: anyId(),
  organisation_id: ref('organisation'),
  action: oneOf(rectificationActions),
  text: long(),
});
