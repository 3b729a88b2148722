import * as z from 'zod';
import { exporting } from '../files/list-workbook.js';
import { uploadOfImport } from '../imports/imports.api.js';
import { byId, DayText, endpoint, Id, Instant, pageOf, paging, Version, xlsx } from '../platform/endpoint.js';

export const personKinds = ['teacher', 'student', 'staff', 'volunteer', 'other'] as const;

export const Person = z.object({
  id: Id,
  /** Of a child whom the caller need not know: the family name and the number. */
  name: z.string(),
  masked: z.boolean(),
  kind: z.enum(personKinds),
  organisation: z.object({ id: Id, name: z.string() }),
  /** 工号 or 学号, unique in the organisation. */
  code: z.string().nullable(),
  post: z.string().nullable(),
  subject: z.string().nullable(),
  /** Since when no longer there. */
  leftOn: DayText.nullable(),
  /** 身份证号 behind a mask, for those who may reveal it; null for everybody else, and where there is none. */
  idNumber: z.string().nullable(),
  version: Version,
});
/** What a field of a person may hold; the import's cells are held to the same. */
export const personFields = {
  name: z.string().trim().min(1).max(50),
  kind: z.enum(personKinds),
  code: z.string().trim().min(1).max(30).nullish(),
  post: z.string().trim().max(30).nullish(),
  subject: z.string().trim().max(30).nullish(),
  /** In full; the mask that a read answers stands for what there is. */
  idNumber: z.string().trim().max(30).nullish(),
};

export const listPeople = endpoint({
  name: 'listPeople',
  method: 'GET',
  path: '/api/people',
  gate: 'person.read',
  summary: 'People in my scope',
  query: z.strictObject({
    ...paging,
    q: z.string().max(50).optional(),
    organisation: Id.optional(),
    kind: z.enum(personKinds).optional(),
    /** Those who are there, unless told. */
    state: z.enum(['present', 'left']).default('present'),
    ...exporting,
  }),
  answer: pageOf(Person),
  files: [xlsx],
});
export const createPerson = endpoint({
  name: 'createPerson',
  method: 'POST',
  path: '/api/people',
  gate: 'person.write',
  summary: 'Add a person to an organisation in my scope',
  body: z.strictObject({ ...personFields, organisation: Id }),
  answer: Person,
  status: 201,
});
export const changePerson = endpoint({
  name: 'changePerson',
  method: 'PATCH',
  path: '/api/people/:id',
  gate: 'person.write',
  summary: 'Change a person',
  params: byId,
  body: z.strictObject({ ...personFields, name: personFields.name.optional(), kind: personFields.kind.optional() }),
  ifMatch: true,
  answer: Person,
});
export const revealPerson = endpoint({
  name: 'revealPerson',
  method: 'POST',
  path: '/api/people/:id/reveal',
  gate: 'person.reveal',
  summary: 'The ID number in full, for a stated reason that stands in the audit log',
  params: byId,
  body: z.strictObject({ reason: z.string().trim().min(2).max(200) }),
  answer: z.object({ idNumber: z.string() }),
  secret: true,
});

export const revealName = endpoint({
  name: 'revealName',
  method: 'POST',
  path: '/api/people/:id/reveal-name',
  gate: 'person.reveal',
  summary: 'The full name of a child, for a stated reason that stands in the audit log and is told to the school',
  params: byId,
  body: z.strictObject({ reason: z.string().trim().min(2).max(200) }),
  answer: z.object({ name: z.string() }),
  secret: true,
});
export const listReveals = endpoint({
  name: 'listReveals',
  method: 'GET',
  path: '/api/people/:id/reveals',
  gate: 'person.write',
  summary: 'Who has looked behind a mask at this person, and what for; the latest first',
  params: byId,
  query: z.strictObject(paging),
  answer: pageOf(
    z.object({
      id: Id,
      at: Instant,
      what: z.enum(['name', 'idNumber']),
      by: z.object({ name: z.string().nullable(), role: z.string().nullable() }),
      reason: z.string(),
    }),
  ),
});

export const transferPerson = endpoint({
  name: 'transferPerson',
  method: 'POST',
  path: '/api/people/:id/transfer',
  gate: 'person.write',
  summary: 'Transfer somebody to another organisation, from a day on',
  params: byId,
  body: z.strictObject({ organisation: Id, on: DayText }),
  ifMatch: true,
  answer: Person,
});
export const leavePerson = endpoint({
  name: 'leavePerson',
  method: 'POST',
  path: '/api/people/:id/leave',
  gate: 'person.write',
  summary: 'Somebody leaves; what was recorded stays',
  params: byId,
  body: z.strictObject({ on: DayText }),
  ifMatch: true,
  answer: Person,
});
export const returnPerson = endpoint({
  name: 'returnPerson',
  method: 'POST',
  path: '/api/people/:id/return',
  gate: 'person.write',
  summary: 'Somebody who had left is back at the same organisation',
  params: byId,
  body: z.strictObject({ on: DayText }),
  ifMatch: true,
  answer: Person,
});
export const readPlaces = endpoint({
  name: 'readPlaces',
  method: 'GET',
  path: '/api/people/:id/places',
  gate: 'person.read',
  summary: 'Where somebody was before, the latest first',
  params: byId,
  answer: z.array(
    z.object({
      organisation: z.object({ id: Id, name: z.string() }),
      until: DayText,
      why: z.enum(['transfer', 'merge', 'leave']),
    }),
  ),
});

const Compared = Person.extend({
  registeredAt: Instant,
  /** Records that name this person, and the last day of them. */
  records: z.int(),
  lastRecorded: DayText.nullable(),
});
export const listDuplicates = endpoint({
  name: 'listDuplicates',
  method: 'GET',
  path: '/api/people/duplicates',
  gate: 'person.write',
  summary: 'People who may be registered twice, pair by pair; pairs that were told apart are not among them',
  query: z.strictObject({ ...paging, organisation: Id.optional() }),
  answer: pageOf(z.object({ first: Compared, second: Compared, why: z.array(z.enum(['sameName', 'sameCode'])) })),
});
export const mergePeople = endpoint({
  name: 'mergePeople',
  method: 'POST',
  path: '/api/people/:id/merge',
  gate: 'person.write',
  summary: 'Somebody was registered twice: this registration is read as the other one from now on',
  params: byId,
  body: z.strictObject({ into: Id, version: Version }),
  ifMatch: true,
  answer: Person,
});
export const tellApart = endpoint({
  name: 'tellApart',
  method: 'POST',
  path: '/api/people/distinct',
  gate: 'person.write',
  summary: 'These two are not one person; they are never raised again',
  body: z.strictObject({ first: Id, second: Id }),
  answer: z.object({ first: Id, second: Id }),
});

export const peopleTemplate = endpoint({
  name: 'peopleTemplate',
  method: 'GET',
  path: '/api/people/import-template',
  gate: 'person.import',
  summary: 'The workbook to fill in',
  answer: z.never(),
  files: [xlsx],
});
export const importPeople = endpoint({
  name: 'importPeople',
  method: 'POST',
  path: '/api/people/import',
  gate: 'person.import',
  summary: 'Read a workbook and say what it would do; nothing changes yet',
  ...uploadOfImport,
});
