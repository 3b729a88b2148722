import * as z from 'zod';
import { exporting } from '../files/list-workbook.js';
import { uploadOfImport } from '../imports/imports.api.js';
import { byId, endpoint, Id, pageOf, paging, Version, xlsx } from '../platform/endpoint.js';

/** Kinds of organisations the kernel knows. Offices above schools answer for the subtree below them. */
export const organisationKinds = [
  'bureau',
  'section',
  'centreSchool',
  'school',
  'college',
  'union',
  'foundation',
] as const;
export const schoolKinds = [
  'kindergarten',
  'primary',
  'junior',
  'nineYear',
  'senior',
  'complete',
  'vocational',
  'special',
] as const;
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

/** What a field of an organisation may hold; the import's cells are held to the same. */
export const organisationFields = {
  name: z.string().trim().min(2).max(60),
  kind: z.enum(organisationKinds),
  ownership: z.enum(ownerships).nullish(),
  schoolKind: z.enum(schoolKinds).nullish(),
  code: z
    .string()
    .regex(/^\d{10}$/)
    .nullish(),
  parent: Id,
  contact: z.string().trim().max(30).nullish(),
  phone: z
    .string()
    .regex(/^[0-9-]{5,20}$/)
    .nullish(),
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
    ...exporting,
  }),
  answer: pageOf(Organisation),
  files: [xlsx],
});
export const createOrganisation = endpoint({
  name: 'createOrganisation',
  method: 'POST',
  path: '/api/organisations',
  gate: 'organisation.write',
  summary: 'Add an organisation below one in my scope',
  body: z.strictObject(organisationFields),
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
    name: organisationFields.name.optional(),
    ownership: organisationFields.ownership,
    schoolKind: organisationFields.schoolKind,
    code: organisationFields.code,
    contact: organisationFields.contact,
    phone: organisationFields.phone,
  }),
  ifMatch: true,
  answer: Organisation,
});

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
  ...uploadOfImport,
});
