import * as z from 'zod';
import { exporting } from '../files/list-workbook.js';
import { uploadOfImport } from '../imports/imports.api.js';
import { byId, endpoint, Id, pageOf, paging, Version, xlsx } from '../platform/endpoint.js';

export const personKinds = ['teacher', 'student', 'staff', 'volunteer', 'other'] as const;

export const Person = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(personKinds),
  organisation: z.object({ id: Id, name: z.string() }),
  /** 工号 or 学号, unique in the organisation. */
  code: z.string().nullable(),
  post: z.string().nullable(),
  subject: z.string().nullable(),
  version: Version,
});
/** What a field of a person may hold; the import's cells are held to the same. */
export const personFields = {
  name: z.string().trim().min(1).max(50),
  kind: z.enum(personKinds),
  code: z.string().trim().min(1).max(30).nullish(),
  post: z.string().trim().max(30).nullish(),
  subject: z.string().trim().max(30).nullish(),
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
