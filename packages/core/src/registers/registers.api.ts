import * as z from 'zod';
import { uploadOfImport } from '../imports/imports.api.js';
import { endpoint, Id, pageOf, paging, TextPair, xlsx } from '../platform/endpoint.js';

const ofRegister = z.strictObject({ id: Id, register: z.string().max(40) });
const Person = z.object({ id: Id, name: z.string(), code: z.string().nullable() });
const Place = z.object({ id: Id, name: z.string() });
const periodId = z.string().max(20);

/** A period of which there are entries. */
const Period = z.object({ id: z.string(), title: TextPair, entries: z.int() });

export const Entry = z.object({
  id: Id,
  person: Person,
  /** Class, school or unit, as it is today. */
  place: Place,
  /** In the shape of the register's present version. */
  data: z.record(z.string(), z.unknown()),
  /** Times it was corrected. */
  corrections: z.int(),
});
export const listEntries = endpoint({
  name: 'listEntries',
  method: 'GET',
  path: '/api/programmes/:id/registers/:register/entries',
  gate: 'register.read',
  summary: 'Entries of a register for a period, by place and name; the latest period with entries unless told',
  params: ofRegister,
  query: z.strictObject({
    ...paging,
    period: periodId.optional(),
    place: Id.optional(),
    q: z.string().max(50).optional(),
  }),
  answer: pageOf(Entry).extend({ period: z.string().nullable(), periods: z.array(Period) }),
});
export const registerTemplate = endpoint({
  name: 'registerTemplate',
  method: 'GET',
  path: '/api/programmes/:id/registers/:register/import-template',
  gate: 'register.import',
  summary: 'The workbook to fill in',
  params: ofRegister,
  answer: z.never(),
  files: [xlsx],
});
export const importRegister = endpoint({
  ...uploadOfImport,
  name: 'importRegister',
  method: 'POST',
  path: '/api/programmes/:id/registers/:register/import',
  gate: 'register.import',
  summary: 'Read a workbook for a period and say what it would do; nothing changes yet',
  params: ofRegister,
  query: uploadOfImport.query.extend({ period: periodId }),
});

const outcomes = ['eligible', 'withReason', 'not'] as const;
const Judged = z.object({
  person: Person,
  place: Place,
  /** `withReason`: only with a reason of whoever decides. */
  outcome: z.enum(outcomes),
  findings: z.array(z.object({ rule: z.string(), outcome: z.enum(['pass', 'fail', 'soft']), text: TextPair })),
});
export const listEligible = endpoint({
  name: 'listEligible',
  method: 'GET',
  path: '/api/programmes/:id/eligible',
  gate: 'register.read',
  summary: 'Who qualifies for a side and why, by place and name; judged by the latest period with entries unless told',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({
    ...paging,
    side: z.enum(['helper', 'helped']),
    period: periodId.optional(),
    place: Id.optional(),
    outcome: z.enum(outcomes).optional(),
    q: z.string().max(50).optional(),
  }),
  answer: pageOf(Judged).extend({
    period: z.string().nullable(),
    periods: z.array(Period),
    counts: z.object({ eligible: z.int(), withReason: z.int(), not: z.int() }),
  }),
});
