import * as z from 'zod';
import { exporting } from '../files/list-workbook.js';
import { uploadOfImport } from '../imports/imports.api.js';
import { byId, DayText, endpoint, Id, Instant, pageOf, paging, Version, xlsx } from '../platform/endpoint.js';

/** Kinds of organisations the kernel knows. Offices above schools answer for the subtree below them. */
export const organisationKinds = [
  'bureau',
  'section',
  'centreSchool',
  'school',
  'college',
  'class',
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
  /** The name it had last, before the present one. */
  formerName: z.string().nullable(),
  /** Its last day. */
  closedOn: DayText.nullable(),
  /** The organisation that answers for it since it was merged. */
  mergedInto: z.object({ id: Id, name: z.string() }).nullable(),
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
    /** Those that are open, unless told. */
    state: z.enum(['open', 'closed', 'all']).default('open'),
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

/** A reason people give for what cannot be taken back lightly; kept with the event. */
export const ReasonText = z.string().trim().min(2).max(200);

export const renameOrganisation = endpoint({
  name: 'renameOrganisation',
  method: 'POST',
  path: '/api/organisations/:id/rename',
  gate: 'organisation.write',
  summary: 'Give an organisation another name from a day on; the former one is kept and still finds it',
  params: byId,
  body: z.strictObject({ name: organisationFields.name, on: DayText, reason: ReasonText.optional() }),
  ifMatch: true,
  answer: Organisation,
});
export const moveOrganisation = endpoint({
  name: 'moveOrganisation',
  method: 'POST',
  path: '/api/organisations/:id/move',
  gate: 'organisation.write',
  summary: 'Place an organisation, with all below it, below another one of its district',
  params: byId,
  body: z.strictObject({ parent: Id, reason: ReasonText.optional() }),
  ifMatch: true,
  answer: Organisation,
});
export const readOrganisationEvents = endpoint({
  name: 'readOrganisationEvents',
  method: 'GET',
  path: '/api/organisations/:id/events',
  gate: 'organisation.read',
  summary: 'What became of an organisation: its names, places and mergers, newest first',
  params: byId,
  answer: z.array(
    z.object({
      id: Id,
      kind: z.enum(['rename', 'move', 'close', 'reopen', 'merge', 'absorb']),
      on: DayText,
      /** The name before a rename; of the organisation that was taken in. */
      name: z.string().nullable(),
      /** The organisation above before a move; the one it was merged into. */
      other: z.object({ id: Id, name: z.string() }).nullable(),
      reason: z.string().nullable(),
      by: z.string().nullable(),
      at: Instant,
    }),
  ),
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
