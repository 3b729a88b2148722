import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, boundEndpoints, type Endpoint, grantable, policy, type Role, sql } from '@xieshou/core';
import { addDays } from '@xieshou/sdk';
import { type Answer, type Client, engines, PASSWORD } from '../src/index.js';
import { schoolPairs } from './fixtures/school-pairs.js';
import { type Actor, actor, anonymous, canaryOf, makeWorld, type Pair, upwards, type World } from './world.js';

type Permission = Exclude<Endpoint['gate'], 'public' | 'signedIn'>;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Request {
  readonly url: string;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly version?: number;
}

/** What a cell of the matrix asks for: a request about one target, and who is covered. */
interface Case {
  request(ids: Targets): Request;
  /** Keys of organisations the target is tied to; undefined when the endpoint is not about a target. */
  readonly tied?: (world: World, pair: Pair) => readonly string[];
  /** Tied to a whole district: covered by everyone in it who has the permission. */
  readonly wholeDistrict?: boolean;
  /** The target is named in the body: out of scope is refused like an id that does not exist. */
  readonly inBody?: boolean;
}

interface Targets {
  readonly helper: string;
  readonly helped: string;
  readonly programme: string;
  readonly pairing: string;
  readonly record: string;
  readonly file: string;
  readonly review: string;
  readonly person: string;
  readonly user: string;
  readonly assignment: string;
  readonly rectification: string;
  readonly inside: string;
  readonly offer: string;
  /** Of somebody at the helped school. */
  readonly proposal: string;
  readonly team: string;
  readonly signUp: string;
  readonly sheet: string;
  /** A record that counts at once, and its correction, which is in force and cannot be taken back. */
  readonly settled: string;
  readonly correction: string;
  readonly handOver: string;
  readonly settlement: string;
}

const nowhere = (): Targets => ({
  helper: randomUUID(),
  helped: randomUUID(),
  programme: randomUUID(),
  pairing: randomUUID(),
  record: randomUUID(),
  file: randomUUID(),
  review: randomUUID(),
  person: randomUUID(),
  user: randomUUID(),
  assignment: randomUUID(),
  rectification: randomUUID(),
  inside: randomUUID(),
  offer: randomUUID(),
  proposal: randomUUID(),
  team: randomUUID(),
  signUp: randomUUID(),
  sheet: randomUUID(),
  settled: randomUUID(),
  correction: randomUUID(),
  handOver: randomUUID(),
  settlement: randomUUID(),
});

const helperOnly = (_: World, p: Pair) => [p.helper];
const helpedOnly = (_: World, p: Pair) => [p.helped];
/** Settled for the whole district, at its bureau. */
const bureauOnly = (_: World, p: Pair) => [`${p.key[0]}.bureau`];
const parties = (_: World, p: Pair) => [p.helper, p.helped, ...(p.section ? [p.section] : [])];
const path =
  (url: (ids: Targets) => string, more: Omit<Request, 'url'> = {}): Case['request'] =>
  (ids) => ({ url: url(ids), ...more });
const list = (url: string): Case => ({ request: () => ({ url }) });
/** From here on, days are set in both districts. */
const FIRST_SET = '2028-01-01';
let removed = 0;
const STALE = 9999;

/** Every endpoint stands here; one that does not makes the suite fail. */
const cases: Readonly<Record<string, Case>> = {
  listUsers: list('/api/users?size=200'),
  createUser: {
    request: (ids) => ({
      url: '/api/users',
      json: { username: `u${randomUUID().slice(0, 12)}`, name: '新账号', role: 'teacher', organisation: ids.helper },
    }),
    tied: helperOnly,
    inBody: true,
  },
  resetPassword: { request: path((ids) => `/api/users/${ids.user}/password`), tied: helperOnly },
  changeUser: {
    request: path((ids) => `/api/users/${ids.user}`, { json: { state: 'active' }, version: STALE }),
    tied: helperOnly,
  },
  addAssignment: {
    request: path((ids) => `/api/users/${ids.user}/assignments`, {
      json: { role: 'teacher', organisation: randomUUID() },
    }),
    tied: helperOnly,
  },
  endAssignment: {
    // The only role of the account, which is never ended.
    request: path((ids) => `/api/users/${ids.user}/assignments/${ids.assignment}/end`),
    tied: helperOnly,
  },
  usersTemplate: list('/api/users/import-template'),
  importUsers: { request: () => ({ url: '/api/users/import', bytes: Buffer.from('no workbook') }) },
  listUserless: list(`/api/users/candidates?size=200&organisation=${randomUUID()}`),
  openUsers: {
    request: (ids) => ({
      url: '/api/users/open',
      json: { organisation: ids.helper, people: [{ person: randomUUID(), username: `u${randomUUID().slice(0, 12)}` }] },
    }),
    tied: helperOnly,
    inBody: true,
  },
  issueSlips: { request: (ids) => ({ url: '/api/users/slips', json: { users: [ids.user] } }), tied: helperOnly },
  listOrganisations: list('/api/organisations?size=200'),
  createOrganisation: {
    request: (ids) => ({
      url: '/api/organisations',
      json: { name: `新${randomUUID().slice(0, 8)}`, kind: 'section', parent: ids.helper },
    }),
    tied: helperOnly,
    inBody: true,
  },
  readOrganisation: { request: path((ids) => `/api/organisations/${ids.helper}`), tied: helperOnly },
  changeOrganisation: {
    request: path((ids) => `/api/organisations/${ids.helper}`, { json: { contact: '某人' }, version: STALE }),
    tied: helperOnly,
  },
  renameOrganisation: {
    request: path((ids) => `/api/organisations/${ids.helper}/rename`, {
      json: { name: '改名', on: '2026-11-24' },
      version: STALE,
    }),
    tied: helperOnly,
  },
  moveOrganisation: {
    request: path((ids) => `/api/organisations/${ids.helper}/move`, { json: { parent: randomUUID() }, version: STALE }),
    tied: helperOnly,
  },
  readOrganisationEvents: { request: path((ids) => `/api/organisations/${ids.helper}/events`), tied: helperOnly },
  readInHand: { request: path((ids) => `/api/users/${ids.user}/hand-over`), tied: helperOnly },
  readPersonInHand: { request: path((ids) => `/api/people/${ids.person}/in-hand`), tied: helperOnly },
  // To itself, so that nothing comes of it.
  handOverUser: {
    request: (ids) => ({ url: `/api/users/${ids.user}/hand-over`, json: { assignment: ids.assignment, to: ids.user } }),
    tied: helperOnly,
  },
  readHandOver: { request: path((ids) => `/api/hand-overs/${ids.handOver}`), tied: helperOnly },
  readImpact: { request: path((ids) => `/api/organisations/${ids.helper}/impact`), tied: helperOnly },
  // Into itself, so that nothing comes of it.
  previewMerge: {
    request: path((ids) => `/api/organisations/${ids.helper}/merge?into=${ids.helper}&on=2026-11-24`),
    tied: helperOnly,
  },
  mergeOrganisation: {
    request: (ids) => ({
      url: `/api/organisations/${ids.helper}/merge`,
      json: { into: ids.helper, on: '2026-11-24', reason: '测试', token: 'none' },
      version: STALE,
    }),
    tied: helperOnly,
  },
  closeOrganisation: {
    request: path((ids) => `/api/organisations/${ids.helper}/close`, {
      json: { on: '2026-11-24', reason: '测试' },
      version: STALE,
    }),
    tied: helperOnly,
  },
  reopenOrganisation: {
    request: path((ids) => `/api/organisations/${ids.helper}/reopen`, { json: { reason: '测试' }, version: STALE }),
    tied: helperOnly,
  },
  organisationTemplate: list('/api/organisations/import-template'),
  importOrganisations: { request: () => ({ url: '/api/organisations/import', bytes: Buffer.from('no workbook') }) },
  peopleTemplate: list('/api/people/import-template'),
  importPeople: { request: () => ({ url: '/api/people/import', bytes: Buffer.from('no workbook') }) },
  listImports: list('/api/imports?size=200'),
  listPeople: list('/api/people?size=200'),
  createPerson: {
    request: (ids) => ({ url: '/api/people', json: { name: '新人', kind: 'teacher', organisation: ids.helper } }),
    tied: helperOnly,
    inBody: true,
  },
  changePerson: {
    request: path((ids) => `/api/people/${ids.person}`, { json: { name: '某人' }, version: STALE }),
    tied: helperOnly,
  },
  revealPerson: {
    request: path((ids) => `/api/people/${ids.person}/reveal`, { json: { reason: '核对身份' } }),
    tied: helperOnly,
  },
  revealName: {
    request: path((ids) => `/api/people/${ids.person}/reveal-name`, { json: { reason: '核对身份' } }),
    tied: helperOnly,
  },
  listReveals: { request: path((ids) => `/api/people/${ids.person}/reveals`), tied: helperOnly },
  transferPerson: {
    request: path((ids) => `/api/people/${ids.person}/transfer`, {
      json: { organisation: randomUUID(), on: '2026-11-24' },
      version: STALE,
    }),
    tied: helperOnly,
  },
  leavePerson: {
    request: path((ids) => `/api/people/${ids.person}/leave`, { json: { on: '2026-11-24' }, version: STALE }),
    tied: helperOnly,
  },
  returnPerson: {
    request: path((ids) => `/api/people/${ids.person}/return`, { json: { on: '2026-11-24' }, version: STALE }),
    tied: helperOnly,
  },
  readPlaces: { request: path((ids) => `/api/people/${ids.person}/places`), tied: helperOnly },
  listDuplicates: list('/api/people/duplicates?size=200'),
  mergePeople: {
    request: path((ids) => `/api/people/${ids.person}/merge`, {
      json: { into: randomUUID(), version: 1 },
      version: STALE,
    }),
    tied: helperOnly,
  },
  tellApart: {
    // The same person twice, so that nothing is decided.
    request: (ids) => ({ url: '/api/people/distinct', json: { first: ids.person, second: ids.person } }),
    tied: helperOnly,
  },
  changeTerm: {
    request: () => ({
      url: '/api/calendar/terms/2026-2027-1',
      json: { starts: '2026-09-01', ends: '2027-01-31', teachingStarts: '2026-09-01', teachingEnds: '2027-01-15' },
    }),
  },
  changeCalendarDay: { request: () => ({ url: '/api/calendar/days/2026-12-25', json: { kind: 'holiday' } }) },
  // One that is set, and another each time: there is nothing to take back twice.
  removeCalendarDay: { request: () => ({ url: `/api/calendar/days/${addDays(FIRST_SET, (removed += 1))}` }) },
  calendarTemplate: list('/api/calendar/import-template'),
  importCalendar: { request: () => ({ url: '/api/calendar/import', bytes: Buffer.from('no workbook') }) },
  listProgrammes: list('/api/programmes?size=200'),
  readProgramme: { request: path((ids) => `/api/programmes/${ids.programme}`), tied: parties, wholeDistrict: true },
  previewProgramme: {
    request: (ids) => ({
      url: '/api/programmes/preview',
      json: { plugin: schoolPairs.id, preset: 'plain', organisations: [{ id: ids.helper, subtree: false }] },
    }),
    tied: helperOnly,
    inBody: true,
  },
  previewOrganisations: {
    request: path((ids) => `/api/programmes/${ids.programme}/organisations/preview`, {
      json: { organisations: [{ id: randomUUID(), subtree: false }] },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  listPluginHealth: list('/api/plugins/health'),
  createProgramme: {
    request: (ids) => ({
      url: '/api/programmes',
      // A school year that the calendar does not have, so that nothing is made; whoever may not choose the school is
      // refused before that.
      json: {
        plugin: schoolPairs.id,
        preset: 'plain',
        title: '越权项目',
        schoolYear: '1999-2000',
        settings: { visits: 1, silence: 5 },
        organisations: [{ id: ids.helper, subtree: false }],
      },
    }),
    tied: helperOnly,
    inBody: true,
  },
  changeProgramme: {
    request: path((ids) => `/api/programmes/${ids.programme}`, { json: { title: '改名' }, version: STALE }),
    tied: parties,
    wholeDistrict: true,
  },
  moveProgramme: {
    request: path((ids) => `/api/programmes/${ids.programme}/state`, { json: { to: 'suspended' }, version: STALE }),
    tied: parties,
    wholeDistrict: true,
  },
  previewRollover: {
    request: path((ids) => `/api/programmes/${ids.programme}/rollover`),
    tied: parties,
    wholeDistrict: true,
  },
  rollOver: {
    request: path((ids) => `/api/programmes/${ids.programme}/rollover`, {
      json: { token: 'none', title: '越权结转', pairings: [] },
      version: STALE,
    }),
    tied: parties,
    wholeDistrict: true,
  },
  readEnding: {
    request: path((ids) => `/api/programmes/${ids.programme}/ending`),
    tied: parties,
    wholeDistrict: true,
  },
  readProgrammeAgenda: {
    request: path((ids) => `/api/programmes/${ids.programme}/agenda?month=2026-11`),
    tied: parties,
    wholeDistrict: true,
  },
  listPairings: {
    request: path((ids) => `/api/programmes/${ids.programme}/pairings?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  listCandidates: {
    request: path((ids) => `/api/programmes/${ids.programme}/candidates?side=helper&size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  createPairing: {
    request: path((ids) => `/api/programmes/${ids.programme}/pairings`, {
      json: { helper: randomUUID(), helped: randomUUID(), startsOn: '2026-09-01' },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  pairingTemplate: {
    request: path((ids) => `/api/programmes/${ids.programme}/pairings/import-template`),
    tied: parties,
    wholeDistrict: true,
  },
  importPairings: {
    request: (ids) => ({
      url: `/api/programmes/${ids.programme}/pairings/import`,
      bytes: Buffer.from('no workbook'),
    }),
    tied: parties,
    wholeDistrict: true,
  },
  listEntries: {
    request: path((ids) => `/api/programmes/${ids.programme}/registers/training/entries?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  registerTemplate: {
    request: path((ids) => `/api/programmes/${ids.programme}/registers/training/import-template`),
    tied: parties,
    wholeDistrict: true,
  },
  importRegister: {
    request: (ids) => ({
      url: `/api/programmes/${ids.programme}/registers/training/import?period=2026-2027-1`,
      bytes: Buffer.from('no workbook'),
    }),
    tied: parties,
    wholeDistrict: true,
  },
  listEligible: {
    request: path((ids) => `/api/programmes/${ids.programme}/eligible?side=helper&size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  listProposals: {
    request: path((ids) => `/api/programmes/${ids.programme}/proposals?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  propose: {
    request: path((ids) => `/api/programmes/${ids.programme}/proposals`, { json: { period: '2026-2027-1' } }),
    tied: parties,
    wholeDistrict: true,
  },
  addProposal: {
    request: path((ids) => `/api/programmes/${ids.programme}/proposals/special`, {
      json: { period: '2026-2027-1', helped: randomUUID(), note: '测试' },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  publishProposals: {
    // A day outside the programme, so that nothing is made.
    request: path((ids) => `/api/programmes/${ids.programme}/proposals/publish`, {
      json: { period: '2026-2027-1', startsOn: '2020-01-01' },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  changeProposal: {
    request: path((ids) => `/api/proposals/${ids.proposal}`, { json: { note: '测试' }, version: STALE }),
    tied: helpedOnly,
  },
  settleOutcome: {
    request: path((ids) => `/api/programmes/${ids.programme}/outcomes/conduct/settlements`, {
      json: { period: '2026-2027-1' },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  listSettlements: {
    request: path((ids) => `/api/programmes/${ids.programme}/outcomes/conduct/settlements?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  readSettlement: { request: path((ids) => `/api/settlements/${ids.settlement}?size=200`), tied: bureauOnly },
  acceptSettlement: {
    request: path((ids) => `/api/settlements/${ids.settlement}/accept`, { version: STALE }),
    tied: bureauOnly,
  },
  listAwards: {
    request: path((ids) => `/api/programmes/${ids.programme}/outcomes/conduct/awards?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  decideOutcome: {
    request: path((ids) => `/api/programmes/${ids.programme}/outcomes/conduct/decisions/${ids.pairing}`, {
      json: { period: '2026-2027-1', decision: 'kept', note: '测试' },
    }),
    tied: helpedOnly,
  },
  readPairing: { request: path((ids) => `/api/pairings/${ids.pairing}`), tied: parties },
  notePairingDoubt: {
    request: path((ids) => `/api/pairings/${ids.pairing}/doubt`, { json: { doubt: null }, version: STALE }),
    tied: parties,
  },
  appointOffice: {
    request: path((ids) => `/api/pairings/${ids.pairing}/offices/section`, {
      json: { organisation: null, on: '2026-11-24', reason: '测试' },
      version: STALE,
    }),
    tied: parties,
  },
  endPairing: {
    request: path((ids) => `/api/pairings/${ids.pairing}/end`, {
      json: { on: '2026-11-24', reason: '测试' },
      version: STALE,
    }),
    tied: parties,
  },
  readStages: {
    request: path((ids) => `/api/programmes/${ids.programme}/stages?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  readPairingStages: { request: path((ids) => `/api/pairings/${ids.pairing}/stages`), tied: parties },
  closeStage: {
    request: path((ids) => `/api/pairings/${ids.pairing}/stages/begun/close`, { json: {}, version: STALE }),
    tied: parties,
  },
  reopenStage: {
    request: path((ids) => `/api/pairings/${ids.pairing}/stages/begun/reopen`, {
      json: { reason: '测试' },
      version: STALE,
    }),
    tied: parties,
  },
  listInside: { request: path((ids) => `/api/pairings/${ids.pairing}/inside?size=200`), tied: parties },
  arrangeInside: {
    request: path((ids) => `/api/pairings/${ids.pairing}/inside`, {
      json: { inside: 'mentors', kind: 'none', helper: randomUUID(), helped: randomUUID(), startsOn: '2026-09-01' },
    }),
    tied: parties,
  },
  endInside: {
    request: path((ids) => `/api/inside-pairings/${ids.inside}/end`, {
      json: { on: '2026-11-24', reason: '测试' },
      version: STALE,
    }),
    tied: parties,
  },
  listAlerts: {
    request: path((ids) => `/api/programmes/${ids.programme}/alerts?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  agreeInside: {
    request: path((ids) => `/api/inside-offers/${ids.offer}/agree`, { version: STALE }),
    tied: parties,
  },
  declineInside: {
    request: path((ids) => `/api/inside-offers/${ids.offer}/decline`, { json: { reason: '测试' }, version: STALE }),
    tied: parties,
  },
  listInsideProposals: {
    request: path((ids) => `/api/programmes/${ids.programme}/inside-proposals?inside=friends`),
    tied: parties,
    wholeDistrict: true,
  },
  arrangeProposals: {
    request: (ids) => ({
      url: `/api/programmes/${ids.programme}/inside-proposals`,
      json: {
        inside: 'friends',
        startsOn: '2026-09-01',
        pairs: [{ pairing: ids.pairing, kind: 'none', helper: randomUUID(), helped: randomUUID() }],
      },
    }),
    tied: parties,
  },
  listTeams: {
    request: path((ids) => `/api/programmes/${ids.programme}/teams?size=200`),
    tied: helperOnly,
    wholeDistrict: true,
  },
  readTeam: { request: path((ids) => `/api/teams/${ids.team}`), tied: helperOnly },
  foundTeam: {
    request: path((ids) => `/api/programmes/${ids.programme}/teams`, { json: { name: '新队', statement: '会唱歌' } }),
    tied: helperOnly,
  },
  joinTeam: {
    request: path((ids) => `/api/teams/${ids.team}/members`, { json: { statement: '会唱歌' } }),
    tied: helperOnly,
  },
  decideTeamMember: {
    request: path((ids) => `/api/team-members/${ids.signUp}/decide`, { json: { decision: 'approve' }, version: STALE }),
    tied: helperOnly,
  },
  leaveTeam: {
    request: path((ids) => `/api/team-members/${ids.signUp}/leave`, { json: { reason: '测试' }, version: STALE }),
    tied: helperOnly,
  },
  leadTeam: {
    request: path((ids) => `/api/teams/${ids.team}/leader`, {
      json: { member: randomUUID(), reason: '测试' },
      version: STALE,
    }),
    tied: helperOnly,
  },
  withdrawTeam: {
    request: path((ids) => `/api/teams/${ids.team}/withdraw`, { json: { reason: '测试' }, version: STALE }),
    tied: helperOnly,
  },
  listRecords: {
    request: path((ids) => `/api/programmes/${ids.programme}/records?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  startRecord: {
    request: path((ids) => `/api/programmes/${ids.programme}/forms/visit/start`),
    tied: parties,
    wholeDistrict: true,
  },
  createRecord: {
    request: (ids) => ({
      url: `/api/programmes/${ids.programme}/records`,
      json: { form: 'visit', pairings: [ids.pairing], data: {} },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  uploadFile: { request: () => ({ url: '/api/files?name=x.pdf', bytes: Buffer.from('no file') }) },
  readRecordFile: { request: path((ids) => `/api/records/${ids.record}/files/${ids.file}`), tied: parties },
  createRecords: {
    request: (ids) => ({
      url: `/api/programmes/${ids.programme}/records/batch`,
      json: { form: 'visit', rows: [{ pairings: [ids.pairing], data: {} }] },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  readRecord: { request: path((ids) => `/api/records/${ids.record}`), tied: parties },
  changeRecord: {
    request: path((ids) => `/api/records/${ids.record}`, { json: { data: {} }, version: STALE }),
    tied: helperOnly,
  },
  submitRecord: {
    request: path((ids) => `/api/records/${ids.record}/submit`, { version: STALE }),
    tied: helperOnly,
  },
  discardRecord: { request: path((ids) => `/api/records/${ids.record}`, { version: STALE }), tied: helperOnly },
  voidRecord: {
    request: path((ids) => `/api/records/${ids.record}/void`, { json: { reason: '测试' }, version: STALE }),
    tied: helperOnly,
  },
  correctRecord: {
    request: path((ids) => `/api/records/${ids.record}/corrections`, {
      json: { data: {}, reason: '测试' },
      version: STALE,
    }),
    tied: helperOnly,
  },
  withdrawCorrection: {
    request: path((ids) => `/api/records/${ids.settled}/corrections/${ids.correction}/withdraw`),
    tied: helperOnly,
  },
  sealRecords: {
    // The day before the only record, so that nothing changes.
    request: path((ids) => `/api/programmes/${ids.programme}/seal`, { json: { through: '2026-11-19' } }),
    tied: parties,
    wholeDistrict: true,
  },
  withdrawRecord: {
    request: path((ids) => `/api/records/${ids.record}/withdraw`, { version: STALE }),
    tied: helperOnly,
  },
  readTrail: { request: path((ids) => `/api/records/${ids.record}/trail`), tied: parties },
  readHistory: { request: path((ids) => `/api/records/${ids.record}/history`), tied: parties },
  readLedger: {
    request: path((ids) => `/api/programmes/${ids.programme}/ledgers/visits?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  listRectifications: {
    request: path((ids) => `/api/programmes/${ids.programme}/rectifications?size=200`),
    tied: parties,
    wholeDistrict: true,
  },
  raiseRectification: {
    // A day long past, so that nothing is made.
    request: path((ids) => `/api/programmes/${ids.programme}/rectifications`, {
      json: { pairing: randomUUID(), content: '测试', dueOn: '2020-01-01' },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  readRectification: { request: path((ids) => `/api/rectifications/${ids.rectification}`), tied: parties },
  answerRectification: {
    request: path((ids) => `/api/rectifications/${ids.rectification}/answer`, {
      json: { measures: '测试', responsible: '某人' },
      version: STALE,
    }),
    tied: helpedOnly,
  },
  finishRectification: {
    request: path((ids) => `/api/rectifications/${ids.rectification}/finish`, {
      json: { result: '测试' },
      version: STALE,
    }),
    tied: helpedOnly,
  },
  inspectRectification: {
    request: path((ids) => `/api/rectifications/${ids.rectification}/inspect`, {
      json: { outcome: 'passed', note: '测试' },
      version: STALE,
    }),
    tied: parties,
  },
  extendRectification: {
    request: path((ids) => `/api/rectifications/${ids.rectification}/extend`, {
      json: { dueOn: '2026-12-31', reason: '测试' },
      version: STALE,
    }),
    tied: parties,
  },
  listReviews: list('/api/reviews?size=200'),
  decideReview: {
    request: path((ids) => `/api/reviews/${ids.review}/decision`, { json: { decision: 'confirm' } }),
    tied: helpedOnly,
  },
  readDuties: {
    request: path((ids) => `/api/programmes/${ids.programme}/duties?period=2026-11`),
    tied: parties,
    wholeDistrict: true,
  },
  remind: {
    request: (ids) => ({
      url: `/api/programmes/${ids.programme}/duties/remind`,
      json: { cells: [{ pairing: ids.pairing, duty: 'visit', period: '2026-11' }] },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  excuseDuties: {
    // A period that the duty does not have, so that nothing is excused.
    request: path((ids) => `/api/programmes/${ids.programme}/duties/excuses`, {
      json: { pairings: [randomUUID()], duty: 'visit', period: '1999', document: '文号', reason: '测试' },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  withdrawExcuse: {
    request: path((ids) => `/api/programmes/${ids.programme}/duties/excuses/withdraw`, {
      json: { pairing: randomUUID(), duty: 'visit', period: '2026-11' },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  readReport: {
    request: path((ids) => `/api/programmes/${ids.programme}/reports/overview`),
    tied: parties,
    wholeDistrict: true,
  },
  listDocuments: {
    request: path((ids) => `/api/programmes/${ids.programme}/documents`),
    tied: parties,
    wholeDistrict: true,
  },
  readDocument: {
    request: path((ids) => `/api/programmes/${ids.programme}/documents/record?record=${ids.record}`),
    tied: parties,
  },
  fileSheet: {
    // A pairing that is not there, so that nothing is filed.
    request: path((ids) => `/api/programmes/${ids.programme}/filed-sheets`, {
      json: { kind: 'ledger', name: 'visits', title: '测试', filter: { pairing: randomUUID() } },
    }),
    tied: parties,
    wholeDistrict: true,
  },
  listFiledSheets: list('/api/filed-sheets?size=200'),
  readFiledSheet: { request: path((ids) => `/api/filed-sheets/${ids.sheet}`), tied: helperOnly },
  readFiledDifferences: { request: path((ids) => `/api/filed-sheets/${ids.sheet}/differences`), tied: helperOnly },
  readCalendar: list('/api/calendar'),
  listPlugins: list('/api/plugins'),
  readWorkbench: list('/api/workbench'),
  readAgenda: list('/api/agenda?month=2026-11'),
  listNotifications: list('/api/notifications?size=200'),
  search: list(`/api/search?q=${encodeURIComponent('⟨')}`),
  listAudit: list('/api/audit?size=200'),
  listViews: list('/api/views?list=records'),
};

/** Open to anyone, or about the caller alone; each has a test of its own below or in another file. */
const apart = [
  'signIn',
  'readSession',
  'signOut',
  'changePassword',
  'readMyMail',
  'changeMyMail',
  'switchAssignment',
  'listDelegations',
  'listColleagues',
  'createDelegation',
  'endDelegation',
  'readNotification',
  'readAllNotifications',
  'readFile',
  'createView',
  'changeView',
  'removeView',
  'keepListSetting',
  'readJob',
  'watchJob',
  'readImport',
  'applyImport',
  'importErrors',
  'undoImport',
  'live',
  'ready',
  'description',
];

/** By pairing: a record that has been corrected. */
const corrected = new Map<string, { readonly settled: string; readonly correction: string }>();

const targetsOf = (world: World, p: Pair): Targets => ({
  helper: world.orgs.get(p.helper)!.id,
  helped: world.orgs.get(p.helped)!.id,
  programme: p.programme,
  pairing: p.id,
  record: p.record,
  file: p.file,
  review: p.review,
  person: p.person,
  user: p.user,
  assignment: p.assignment,
  rectification: p.rectification,
  inside: p.inside,
  offer: p.offer,
  proposal: p.proposal,
  team: p.team,
  signUp: p.signUp,
  sheet: p.sheet,
  ...(corrected.get(p.id) ?? { settled: randomUUID(), correction: randomUUID() }),
  handOver: p.handOver,
  settlement: p.settlement,
});

const givesTeachers = (a: Actor): boolean => grantable(a.role).includes('teacher');

/** What concerns a person is nobody's here: no account of this world is a person's. */
const holds = (a: Actor, permission: Permission): boolean => ![undefined, 'self'].includes(policy[a.role][permission]);

/** The reference model: who is covered, said again in a few lines without SQL. */
const covered = (world: World, a: Actor, permission: Permission, c: Case, p: Pair): boolean => {
  const relation = policy[a.role][permission];
  if (!relation) return false;
  if (relation === 'all') return true;
  // Nobody of this world acts as a person, and every programme is the district's.
  if (relation === 'self' || (permission === 'programme.write' && relation === 'subtree' && c.wholeDistrict))
    return false;
  if (permission === 'user.write' && !givesTeachers(a)) return false;
  if (a.at.district !== p.key[0]) return false;
  if (relation === 'district' || c.wholeDistrict || !c.tied) return true;
  const tied = c.tied(world, p);
  return relation === 'own' ? tied.includes(a.at.key) : tied.some((key) => upwards(world, key).includes(a.at.key));
};

/** Organisations whose names an actor may come across at all. */
const mayName = (world: World, a: Actor): Set<string> => {
  const own = [...world.orgs.values()].filter((o) => o.district === a.at.district).map((o) => o.key);
  if (a.role === 'platformAdministrator') return new Set(world.orgs.keys());
  if (Object.values(policy[a.role]).includes('district')) return new Set(own);
  const subtree = Object.values(policy[a.role]).includes('subtree');
  const mine = subtree ? own.filter((key) => upwards(world, key).includes(a.at.key)) : [a.at.key];
  const names = new Set([...mine, ...upwards(world, a.at.key)]);
  for (const p of world.pairs.filter((one) => one.key[0] === a.at.district))
    if (parties(world, p).some((key) => mine.includes(key))) for (const key of parties(world, p)) names.add(key);
  return names;
};

const comparable = (body: unknown): string =>
  JSON.stringify(body)
    .replace(/"request":"[^"]*"/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');

const roles = Object.keys(policy) as Role[];
/** Where each role is held: at its natural place, in the first district unless told. */
const places: readonly (readonly [Role, string])[] = [
  ['platformAdministrator', 'A.bureau'],
  ['bureauOfficer', 'A.bureau'],
  ['bureauOfficer', 'B.bureau'],
  ['sectionMember', 'A.section'],
  ['centreSchoolInspector', 'A.centre1'],
  ['centreSchoolInspector', 'A.centre2'],
  ['schoolAdministrator', 'A.s1'],
  ['schoolAdministrator', 'A.s2'],
  ['schoolAdministrator', 'A.s5'],
  ['schoolAdministrator', 'B.s1'],
  ['teacher', 'A.s1'],
  ['teacher', 'A.s4'],
  ['auditor', 'A.bureau'],
  ...(
    ['collegeOffice', 'adviser', 'student', 'personalHelper', 'volunteer', 'foundationOfficer', 'finance'] as const
  ).map((role) => [role, 'A.s1'] as const),
];

describe.each(engines)('the access matrix on %s', (engine) => {
  let world: World;
  let actors: Actor[];
  let cells = 0;
  let scanned = 0;
  const endpoints = api.filter((e) => !apart.includes(e.name));
  const send = async (client: Client, e: Endpoint, r: Request): Promise<Answer<Record<string, unknown>>> => {
    cells += 1;
    return client.send(e.method, r.url, {
      ...(r.json === undefined ? {} : { json: r.json }),
      ...(r.bytes ? { bytes: r.bytes, type: e.upload?.type ?? XLSX } : {}),
      ...(r.version === undefined ? {} : { version: r.version }),
    });
  };
  /** No name of an organisation the actor must not know of may stand in an answer. */
  const scan = (a: Actor, answer: Answer<unknown>, what: string) => {
    scanned += 1;
    const text = JSON.stringify(answer.body) + JSON.stringify(answer.headers);
    const known = mayName(world, a);
    for (const key of world.orgs.keys())
      if (!known.has(key) && text.includes(canaryOf(key)))
        expect.fail(`${a.name} reads of ${key} in ${what}: ${text.slice(0, 300)}`);
  };

  beforeAll(async () => {
    world = await makeWorld(engine);
    actors = [];
    for (const [role, key] of places) actors.push(await actor(world, role, key));
    for (const key of ['A.bureau', 'B.bureau'])
      await world.server.database.write(async (tx) => {
        for (let n = 0; n < 800; n++)
          await tx.run(sql`insert into calendar_day (district_id, day, kind)
            values (${world.orgs.get(key)!.id}, ${addDays(FIRST_SET, n)}, 'holiday')`);
      });
    for (const p of world.pairs) {
      const { client } = await actor(world, 'schoolAdministrator', p.helper);
      const { id: settled } = await client.post<{ id: string }>(`/api/programmes/${p.programme}/records`, {
        form: 'note',
        pairings: [p.id],
        data: { on: '2026-11-20', theme: '便条' },
      });
      await client.post(
        `/api/records/${settled}/corrections`,
        { data: { on: '2026-11-20', theme: '更正' }, reason: '测试' },
        { version: 1 },
      );
      const row = await world.server.database.one<{ id: string }>(
        sql`select id from record_correction where record_id = ${settled}`,
      );
      corrected.set(p.id, { settled, correction: row!.id });
    }
  });
  afterAll(async () => {
    console.log(`access matrix on ${engine}: ${cells} cells, ${scanned} answers scanned for foreign names, 0 leaks`);
    await world.server.close();
  });

  it('knows every live route, and every role', () => {
    const live = boundEndpoints(world.server.app)
      .map((e) => e.name)
      .sort();
    expect(live).toEqual(api.map((e) => e.name).sort());
    expect(Object.keys(cases).concat(apart).sort()).toEqual(live);
    expect([...new Set(places.map(([role]) => role))].sort()).toEqual([...roles].sort());
    expect(
      api
        .filter((e) => e.gate === 'public')
        .map((e) => e.name)
        .sort(),
    ).toEqual(['description', 'live', 'readSession', 'ready', 'signIn']);
  });

  it('lets nobody in who is not signed in, suspended, stripped of the role, or still has a one-time password', async () => {
    const suspended = await actor(world, 'bureauOfficer', 'A.bureau');
    const stripped = await actor(world, 'bureauOfficer', 'A.bureau');
    const fresh = await actor(world, 'bureauOfficer', 'A.bureau');
    const last = async (n: number) =>
      (await world.server.database.all<{ id: string }>(sql`select id from account order by id desc limit 3`))[n]!.id;
    const [f, st, su] = [await last(0), await last(1), await last(2)];
    await world.server.database.write(async (tx) => {
      await tx.run(sql`update account set state = 'suspended' where id = ${su}`);
      await tx.run(sql`update assignment set ended_at = '2026-11-24T00:00:00.000Z' where account_id = ${st}`);
      await tx.run(sql`update account set must_change_since = '2026-11-24T00:00:00.000Z' where id = ${f}`);
    });
    const target = targetsOf(world, world.pairs[0]!);
    for (const e of endpoints) {
      const request = cases[e.name]!.request(target);
      for (const client of [anonymous(world), suspended.client, stripped.client])
        expect({ [e.name]: (await send(client, e, request)).status }).toEqual({ [e.name]: 401 });
      expect({ [e.name]: (await send(fresh.client, e, request)).status }).toEqual({ [e.name]: 403 });
    }
  });

  it('gives each role what the policy table says, at each relation, and no more', async () => {
    for (const e of endpoints) {
      const c = cases[e.name]!;
      for (const a of actors)
        for (const p of world.pairs) {
          const what = `${e.name} by ${a.name} on ${p.key}`;
          const answer = await send(a.client, e, c.request(targetsOf(world, p)));
          scan(a, answer, what);
          expect(answer.status, what).toBeLessThan(500);
          const permitted = e.gate === 'signedIn' || e.gate === 'public' || holds(a, e.gate as Permission);
          if (permitted && (e.gate === 'signedIn' || !c.tied || covered(world, a, e.gate as Permission, c, p))) {
            expect([401, 403, 404], what).not.toContain(answer.status);
            continue;
          }
          const absent = await send(a.client, e, c.request(nowhere()));
          expect({ what, status: answer.status, body: comparable(answer.body) }).toEqual({
            what,
            status: absent.status,
            body: comparable(absent.body),
          });
          // A role that the caller does not give is refused as such, whoever it is for.
          const ungranted = permitted && e.gate === 'user.write' && !givesTeachers(a);
          expect(ungranted ? [404, 422] : c.inBody && permitted ? [422] : [404], what).toContain(answer.status);
          if (!c.tied) break;
        }
    }
  }, 900_000);

  it('counts what it would list, and no more', async () => {
    for (const a of actors) {
      const [mine] = (
        await a.client
          .get<{ rows: { id: string; pairings: number }[] }>('/api/programmes?size=200')
          .catch(() => ({ rows: [] }))
      ).rows;
      if (!mine || !holds(a, 'pairing.read')) continue;
      const { total } = await a.client.get<{ total: number }>(`/api/programmes/${mine.id}/pairings`);
      expect({ who: a.name, pairings: mine.pairings }).toEqual({ who: a.name, pairings: total });
    }
  });

  it('keeps what is one’s own to oneself: notifications, jobs and imports', async () => {
    const [mine, other] = [world.officers.get('A')!, world.officers.get('B')!];
    const imported = await mine.send<{ id: string; job: string }>('POST', '/api/organisations/import', {
      bytes: Buffer.from('no workbook'),
      type: XLSX,
    });
    const school = actors.find((a) => a.name === 'schoolAdministrator@A.s1')!.client;
    const [note] = await world.server.database.all<{ id: string }>(sql`select id from notification limit 1`);
    const urls: readonly (readonly ['GET' | 'POST', string, unknown?])[] = [
      ['GET', `/api/imports/${imported.body.id}`],
      ['POST', `/api/imports/${imported.body.id}/apply`, { rows: 'good' }],
      ['GET', `/api/imports/${imported.body.id}/errors`],
      ['POST', `/api/imports/${imported.body.id}/undo`],
      ['GET', `/api/jobs/${imported.body.job}`],
      ['GET', `/api/jobs/${imported.body.job}/events`],
      ['POST', `/api/notifications/${note!.id}/read`],
    ];
    for (const [method, url, json] of urls)
      for (const client of [other, actors[0]!.client, ...(url.includes('notifications') ? [] : [school])]) {
        const answer = await client.send(method, url, json === undefined ? {} : { json });
        expect({ url, status: answer.status }).toEqual({ url, status: 404 });
      }
    expect((await mine.send('GET', `/api/imports/${imported.body.id}`)).status).toBe(200);
  });

  it('is not fooled by other spellings of an address', async () => {
    const spellings: readonly ((url: string) => string)[] = [
      (url) => url.replace('/api', '/%61pi'),
      (url) => url.replace('/api', '//api'),
      (url) => url.replace('/api/', '/api//'),
      (url) => url.replace('/api', '/api;x=1'),
      (url) => url.replace(/(\?|$)/, '/$1'),
      (url) => url.replace(/(\?|$)/, ';x=1$1'),
      (url) => url.replace('/api', '/API'),
      (url) => url.replace('/api', '/./api'),
      (url) => url.replace('/api', '/x/../api'),
      (url) => url.replace('/api', '/%2561pi'),
      (url) =>
        url.replace(
          /\/([a-z])([a-z]+)(\?|$|\/)/,
          (_, a: string, b: string, c: string) => `/${a.toUpperCase()}${b}${c}`,
        ),
    ];
    const target = targetsOf(world, world.pairs[0]!);
    const stranger = actors.find((a) => a.name === 'volunteer' + '@A.s1')!;
    for (const e of endpoints.filter((one) => one.gate !== 'signedIn')) {
      const r = cases[e.name]!.request(target);
      for (const spell of spellings) {
        const url = spell(r.url);
        for (const client of [anonymous(world), stranger.client]) {
          const answer = await send(client, e, { ...r, url });
          if (client === stranger.client && e.gate === 'organisation.read') scan(stranger, answer, url);
          else expect({ url, refused: answer.status >= 400 && answer.status < 500 }).toEqual({ url, refused: true });
        }
      }
    }
  });

  it('refuses writes from another site or without the page’s token', async () => {
    const officer = world.officers.get('A')!;
    const json = { name: '跨站小学', kind: 'section', parent: world.orgs.get('A.bureau')!.id };
    const foreign: readonly Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
      { 'x-csrf-token': 'wrong' },
      { 'x-csrf-token': '' },
    ];
    for (const headers of foreign) {
      const answer = await officer.send('POST', '/api/organisations', { json, headers });
      expect({ headers, status: answer.status }).toEqual({ headers, status: 403 });
    }
    const own = await officer.send('POST', '/api/organisations', {
      json,
      headers: { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    });
    expect(own.status).toBe(201);
    const signIn = await anonymous(world).send('POST', '/api/session', {
      json: { username: 'writer-a-p1', password: PASSWORD },
      headers: { origin: 'https://evil.example' },
    });
    expect(signIn.status).toBe(403);
  });
});
