import { t } from '@xieshou/sdk';
import * as z from 'zod';
import { uploadOfImport } from '../imports/imports.api.js';
import { byId, DayText, endpoint, Id, pageOf, paging, TextPair, Version, xlsx } from '../platform/endpoint.js';

/** A programme's description as made by the SDK's `toManifest`; its exact shape is exported there. */
export const Manifest = z.looseObject({ id: z.string(), title: TextPair }).meta({ id: 'ProgrammeManifest' });

export const listPlugins = endpoint({
  name: 'listPlugins',
  method: 'GET',
  path: '/api/plugins',
  gate: 'signedIn',
  summary: 'Installed programmes and what each describes',
  answer: z.array(Manifest),
});

const TermDto = z.object({
  id: z.string(),
  title: TextPair,
  starts: DayText,
  ends: DayText,
  teachingStarts: DayText,
  teachingEnds: DayText,
});
const CalendarDayDto = z.object({
  day: DayText,
  kind: z.enum(['holiday', 'working']),
  note: z.string().nullable(),
  /** Set by the district, by hand or by an import. */
  own: z.boolean(),
});
export const readCalendar = endpoint({
  name: 'readCalendar',
  method: 'GET',
  path: '/api/calendar',
  gate: 'signedIn',
  summary: "My district's school calendar",
  answer: z.object({
    today: DayText,
    term: z.string().nullable(),
    terms: z.array(TermDto),
    days: z.array(CalendarDayDto),
    /** Years whose table of holidays and make-up working days is loaded; other years are reckoned by weekday only. */
    knownYears: z.array(z.int()),
    /** Years that the terms touch. In an unknown one, deadlines in working days count Monday to Friday only. */
    years: z.array(z.object({ year: z.int(), source: z.enum(['builtIn', 'imported', 'unknown']), days: z.int() })),
  }),
});
export const changeCalendarDay = endpoint({
  name: 'changeCalendarDay',
  method: 'PUT',
  path: '/api/calendar/days/:day',
  gate: 'calendar.write',
  summary: 'Make a day a day off or a working day for my district, whatever the tables say',
  params: z.strictObject({ day: DayText }),
  body: z.strictObject({ kind: z.enum(['holiday', 'working']), note: z.string().trim().max(40).nullish() }),
  answer: CalendarDayDto,
});
export const removeCalendarDay = endpoint({
  name: 'removeCalendarDay',
  method: 'DELETE',
  path: '/api/calendar/days/:day',
  gate: 'calendar.write',
  summary: "Take back what my district has set for a day; the built-in table's day stands again",
  params: z.strictObject({ day: DayText }),
  answer: z.object({}),
});
export const calendarTemplate = endpoint({
  name: 'calendarTemplate',
  method: 'GET',
  path: '/api/calendar/import-template',
  gate: 'calendar.write',
  summary: 'The workbook of days off and make-up days to fill in',
  answer: z.never(),
  files: [xlsx],
});
export const importCalendar = endpoint({
  name: 'importCalendar',
  method: 'POST',
  path: '/api/calendar/import',
  gate: 'calendar.write',
  summary: 'Read a workbook of days off and say what it would do; nothing changes yet',
  ...uploadOfImport,
});
export const changeTerm = endpoint({
  name: 'changeTerm',
  method: 'PUT',
  path: '/api/calendar/terms/:term',
  gate: 'calendar.write',
  summary: "Set a term's dates for my district",
  params: z.strictObject({ term: z.string().regex(/^\d{4}-\d{4}-[12]$/) }),
  body: z.strictObject({ starts: DayText, ends: DayText, teachingStarts: DayText, teachingEnds: DayText }),
  answer: TermDto,
});

const programmeStates = ['draft', 'enabled', 'suspended', 'closed'] as const;
const Chosen = z.object({ id: Id, subtree: z.boolean() });
export const Programme = z.object({
  id: Id,
  plugin: z.string(),
  preset: z.string(),
  title: z.string(),
  owner: z.object({ id: Id, name: z.string() }),
  schoolYear: z.string(),
  startsOn: DayText,
  endsOn: DayText,
  state: z.enum(programmeStates),
  /** The plugin's code is missing: rows stay readable and exportable, nothing can be written. */
  missing: z.boolean(),
  organisations: z.array(Chosen.extend({ name: z.string() })),
  pairings: z.int(),
  /** Another programme goes on from it in the next school year. */
  continued: z.boolean(),
  version: Version,
});
export const ProgrammeDetail = Programme.extend({
  settings: z.record(z.string(), z.unknown()),
  settingsVersion: z.int(),
  manifest: Manifest.nullable(),
});

export const listProgrammes = endpoint({
  name: 'listProgrammes',
  method: 'GET',
  path: '/api/programmes',
  gate: 'programme.read',
  summary: 'Programmes I see: those of my district, or those my organisation takes part in',
  query: z.strictObject({
    ...paging,
    state: z.enum(programmeStates).optional(),
    schoolYear: z.string().max(9).optional(),
  }),
  answer: pageOf(Programme),
});
export const readProgramme = endpoint({
  name: 'readProgramme',
  method: 'GET',
  path: '/api/programmes/:id',
  gate: 'programme.read',
  summary: 'One programme with its settings and its manifest under them',
  params: byId,
  answer: ProgrammeDetail,
});
/** Whom a programme is for. */
export const chosenOrganisations = z
  .array(z.strictObject({ id: Id, subtree: z.boolean() }))
  .min(1)
  .max(500);
const body = {
  plugin: z.string().max(60),
  preset: z.string().max(60),
  title: z.string().trim().min(2).max(60),
  schoolYear: z.string().regex(/^\d{4}-\d{4}$/),
  settings: z.record(z.string().max(60), z.unknown()),
  organisations: chosenOrganisations,
};
export const previewProgramme = endpoint({
  name: 'previewProgramme',
  method: 'POST',
  path: '/api/programmes/preview',
  gate: 'programme.write',
  summary: 'What enabling would show to whom; nothing changes',
  body: z.strictObject({ plugin: body.plugin, preset: body.preset, organisations: body.organisations }),
  answer: z.object({
    schools: z.int(),
    helperCandidates: z.int(),
    helpedCandidates: z.int(),
    forms: z.int(),
    names: z.array(z.object({ id: Id, name: z.string(), sides: z.array(z.enum(['helper', 'helped'])) })),
  }),
});
export const createProgramme = endpoint({
  name: 'createProgramme',
  method: 'POST',
  path: '/api/programmes',
  gate: 'programme.write',
  summary: 'Start a programme from a preset for chosen organisations',
  body: z.strictObject(body),
  answer: ProgrammeDetail,
  status: 201,
});
export const changeProgramme = endpoint({
  name: 'changeProgramme',
  method: 'PATCH',
  path: '/api/programmes/:id',
  gate: 'programme.write',
  summary: 'Change title, organisations or settings; new settings make a new version',
  params: byId,
  body: z.strictObject({
    title: body.title.optional(),
    settings: body.settings.optional(),
    organisations: body.organisations.optional(),
  }),
  ifMatch: true,
  answer: ProgrammeDetail,
});
export const moveProgramme = endpoint({
  name: 'moveProgramme',
  method: 'POST',
  path: '/api/programmes/:id/state',
  gate: 'programme.write',
  summary: 'Suspend, resume or close a programme',
  params: byId,
  words: { to: t('状态', 'the state') },
  body: z.strictObject({ to: z.enum(['enabled', 'suspended', 'closed']) }),
  ifMatch: true,
  answer: ProgrammeDetail,
});
