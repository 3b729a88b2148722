import * as z from 'zod';
import { byId, endpoint, Id, pageOf, paging, Version, xlsx } from '../platform/endpoint.js';

/** Kinds of organisations the kernel knows. Offices above schools answer for the subtree below them. */
export const organisationKinds = ['bureau', 'section', 'centreSchool', 'school', 'college', 'union', 'foundation'] as const;
export const schoolKinds = ['kindergarten', 'primary', 'junior', 'nineYear', 'senior', 'complete', 'vocational', 'special'] as const;
export const ownerships = ['public', 'private'] as const;

export const Organisation = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(organisationKinds),
  ownership: z.enum(ownerships).nullable(),
  schoolKind: z.enum(schoolKinds).nullable(),
  /** 学校（机构）标识码, ten digits. */
  code: z.string().nullable(),
  parent: z.object({ id: Id, name: z.string() }).nullable(),
  contact: z.string().nullable(),
  phone: z.string().nullable(),
  teachers: z.int(),
  version: Version,
});

const fields = {
  name: z.string().trim().min(2).max(60),
  kind: z.enum(organisationKinds),
  ownership: z.enum(ownerships).nullish(),
  schoolKind: z.enum(schoolKinds).nullish(),
  code: z.string().regex(/^\d{10}$/).nullish(),
  parent: Id,
  contact: z.string().trim().max(30).nullish(),
  phone: z.string().regex(/^[0-9-]{5,20}$/).nullish(),
};

export const listOrganisations = endpoint({
  name: 'listOrganisations',
  method: 'GET',
  path: '/api/organisations',
  gate: 'organisation.read',
  summary: 'Organisations in my scope',
  query: z.strictObject({
    ...paging,
    q: z.string().max(50).optional(),
    kind: z.enum(organisationKinds).optional(),
    ownership: z.enum(ownerships).optional(),
    parent: Id.optional(),
    sort: z.enum(['name', '-name', 'code', '-code']).default('name'),
  }),
  answer: pageOf(Organisation),
});
export const createOrganisation = endpoint({
  name: 'createOrganisation',
  method: 'POST',
  path: '/api/organisations',
  gate: 'organisation.write',
  summary: 'Add an organisation below one in my scope',
  body: z.strictObject(fields),
  answer: Organisation,
  status: 201,
});
export const readOrganisation = endpoint({
  name: 'readOrganisation',
  method: 'GET',
  path: '/api/organisations/:id',
  gate: 'organisation.read',
  summary: 'One organisation',
  params: byId,
  answer: Organisation,
});
export const changeOrganisation = endpoint({
  name: 'changeOrganisation',
  method: 'PATCH',
  path: '/api/organisations/:id',
  gate: 'organisation.write',
  summary: 'Change an organisation',
  params: byId,
  body: z.strictObject({
    name: fields.name.optional(),
    ownership: fields.ownership,
    schoolKind: fields.schoolKind,
    code: fields.code,
    contact: fields.contact,
    phone: fields.phone,
  }),
  ifMatch: true,
  answer: Organisation,
});

export const ImportRow = z.object({
  row: z.int(),
  outcome: z.enum(['add', 'change', 'same', 'error']),
  name: z.string(),
  reasons: z.array(z.string()),
});
export const Import = z.object({
  id: Id,
  register: z.enum(['organisations', 'people']),
  fileName: z.string(),
  state: z.enum(['reading', 'ready', 'applying', 'applied', 'failed']),
  /** Why the whole file was refused, in the caller's language. */
  refusal: z.string().nullable(),
  counts: z.object({ add: z.int(), change: z.int(), same: z.int(), error: z.int() }),
  /** The first 500 rows, errors first. */
  rows: z.array(ImportRow),
  applied: z.int(),
  job: Id.nullable(),
});

const upload = { type: xlsx, bytes: 10 * 1024 * 1024 };
const fileName = z.strictObject({ name: z.string().max(200).default('import.xlsx') });

export const organisationTemplate = endpoint({
  name: 'organisationTemplate',
  method: 'GET',
  path: '/api/organisations/import-template',
  gate: 'organisation.import',
  summary: 'The workbook to fill in',
  answer: z.never(),
  files: [xlsx],
});
export const importOrganisations = endpoint({
  name: 'importOrganisations',
  method: 'POST',
  path: '/api/organisations/import',
  gate: 'organisation.import',
  summary: 'Read a workbook and say what it would do; nothing changes yet',
  query: fileName,
  upload,
  answer: Import,
  status: 202,
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
  query: fileName,
  upload,
  answer: Import,
  status: 202,
});
export const readImport = endpoint({
  name: 'readImport',
  method: 'GET',
  path: '/api/imports/:id',
  gate: 'signedIn',
  summary: 'My import: counts and rows',
  params: byId,
  answer: Import,
});
export const applyImport = endpoint({
  name: 'applyImport',
  method: 'POST',
  path: '/api/imports/:id/apply',
  gate: 'signedIn',
  summary: 'Apply my import: everything (refused while a row is faulty) or the good rows',
  params: byId,
  body: z.strictObject({ rows: z.enum(['all', 'good']) }),
  answer: Import,
  status: 202,
});
export const importErrors = endpoint({
  name: 'importErrors',
  method: 'GET',
  path: '/api/imports/:id/errors',
  gate: 'signedIn',
  summary: 'The faulty rows as a workbook in the same layout, with the reason beside each',
  params: byId,
  answer: z.never(),
  files: [xlsx],
});
