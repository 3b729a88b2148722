import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { api, type Endpoint, sql } from '@xieshou/core';
import type { TestServer } from '../../src/index.js';
import { schoolPairs } from '../fixtures/school-pairs.js';
import type { World } from '../world.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Headers = Readonly<Record<string, string>>;

/** One well-formed request to an endpoint, by somebody who may make it: what the corpus is applied to. */
export interface Base {
  readonly endpoint: Endpoint;
  /** Headers of a signed-in browser, or none. */
  readonly who: Headers;
  /** Path with the ids of this world. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: Readonly<Record<string, unknown>>;
  readonly bytes?: Buffer;
  /** The version that stands in the database now. */
  readonly version?: () => Promise<number>;
  /** Hashes a password when it succeeds: not for loops that may succeed. */
  readonly slow?: true;
}

/** A session written straight into the database, so that a thousand requests need no password. */
export const sessionOf = async (server: TestServer, username: string): Promise<Headers> => {
  const row = await server.database.one<{ account: string; assignment: string }>(
    sql`select a.id as account, r.id as assignment from account a join assignment r on r.account_id = a.id
      where a.username = ${username}`,
  );
  const token = randomBytes(32).toString('base64url');
  const now = server.clock.now();
  const csrf = randomUUID();
  await server.database.write((tx) =>
    tx.run(sql`insert into session (token_hash, account_id, assignment_id, csrf, created_at, seen_at, ends_at) values
      (${createHash('sha256').update(token).digest('hex')}, ${row!.account}, ${row!.assignment}, ${csrf},
        ${now.toISOString()}, ${now.toISOString()}, ${new Date(now.getTime() + 12 * 3_600_000).toISOString()})`),
  );
  return { cookie: `xieshou=${token}`, 'x-csrf-token': csrf };
};

/** A well-formed request for every endpoint of the API. */
export const requestsOf = async (world: World): Promise<ReadonlyMap<string, Base>> => {
  const { server, orgs } = world;
  const pair = world.pairs.find((p) => p.key === 'A.p1')!;
  const org = (key: string) => orgs.get(key)!.id;
  const usernameAt = async (organisation: string, role: string) =>
    (await server.database.one<{ username: string }>(sql`select a.username from account a
      join assignment r on r.account_id = a.id where r.organisation_id = ${organisation} and r.role = ${role}
      order by a.username limit 1`))!.username;
  const officerName = await usernameAt(org('A.bureau'), 'bureauOfficer');
  const officer = await sessionOf(server, officerName);
  const writer = await sessionOf(server, 'writer-a-p1');
  const confirmer = await sessionOf(server, await usernameAt(org('A.s2'), 'schoolAdministrator'));
  const versionIn = (
    table: 'organisation' | 'person' | 'account' | 'programme' | 'pairing' | 'record' | 'rectification',
    id: string,
  ) => {
    const tables = {
      organisation: sql`organisation`,
      person: sql`person`,
      account: sql`account`,
      programme: sql`programme`,
      pairing: sql`pairing`,
      record: sql`record`,
      rectification: sql`rectification`,
    };
    return async () =>
      Number(
        (await server.database.one<{ version: number }>(sql`select version from ${tables[table]} where id = ${id}`))!
          .version,
      );
  };
  const stale = async () => 9999;
  // A reminder, so that the writer has a notification.
  await server.fastify.inject({
    method: 'POST',
    url: `/api/programmes/${pair.programme}/duties/remind`,
    headers: { ...officer, host: 'localhost', 'content-type': 'application/json' },
    payload: JSON.stringify({ cells: [{ pairing: pair.id, duty: 'visit', period: '2026-11' }] }),
  });
  const note = await server.database.one<{ id: string }>(
    sql`select n.id from notification n join account a on a.id = n.user_id where a.username = 'writer-a-p1' limit 1`,
  );
  const mine = await server.database.one<{ id: string }>(
    sql`select r.id from assignment r join account a on a.id = r.account_id where a.username = ${officerName}`,
  );
  // An excuse, to be withdrawn.
  await server.fastify.inject({
    method: 'POST',
    url: `/api/programmes/${pair.programme}/duties/excuses`,
    headers: { ...officer, host: 'localhost', 'content-type': 'application/json' },
    payload: JSON.stringify({
      pairings: [pair.id],
      duty: 'visit',
      period: '2026-10',
      document: '文号',
      reason: '停课',
    }),
  });
  // A record that is confirmed at once, to be corrected.
  const noted = await server.fastify.inject({
    method: 'POST',
    url: `/api/programmes/${pair.programme}/records`,
    headers: { ...writer, host: 'localhost', 'content-type': 'application/json' },
    payload: JSON.stringify({ form: 'note', pairings: [pair.id], data: { on: '2026-11-20', theme: '便条' } }),
  });
  const settled = (JSON.parse(noted.payload) as { id: string }).id;
  // An import that is over: its file was none.
  const upload = await server.fastify.inject({
    method: 'POST',
    url: '/api/organisations/import',
    headers: { ...officer, host: 'localhost', 'content-type': XLSX },
    payload: Buffer.from('no workbook'),
  });
  const imported = JSON.parse(upload.payload) as { id: string; job: string };
  while (await server.database.one(sql`select id from job where state in ('waiting', 'running')`)) await sleep(20);
  const template = Buffer.from(
    (
      await server.fastify.inject({
        method: 'GET',
        url: '/api/organisations/import-template',
        headers: { ...officer, host: 'localhost' },
      })
    ).rawPayload,
  );

  const programme = `/api/programmes/${pair.programme}`;
  const all: Readonly<Record<string, Omit<Base, 'endpoint'>>> = {
    signIn: { who: {}, path: '/api/session', json: { username: 'nobody', password: 'x' }, slow: true },
    readSession: { who: officer, path: '/api/session' },
    signOut: { who: await sessionOf(server, officerName), path: '/api/session' },
    changePassword: {
      who: officer,
      path: '/api/session/password',
      json: { current: 'not my password', next: 'Another-password-1' },
      slow: true,
    },
    switchAssignment: { who: officer, path: '/api/session/assignment', json: { assignment: mine!.id } },
    listUsers: {
      who: officer,
      path: '/api/users',
      query: { page: '1', size: '20', q: 'x', organisation: org('A.s1') },
    },
    // A role that may not be given: refused before a password is made and hashed.
    createUser: {
      who: officer,
      path: '/api/users',
      json: { username: 'hostile-user', name: '某人', role: 'finance', organisation: org('A.s1') },
    },
    resetPassword: { who: officer, path: `/api/users/${pair.user}/password`, slow: true },
    changeUser: {
      who: officer,
      path: `/api/users/${pair.user}`,
      json: { state: 'active' },
      version: versionIn('account', pair.user),
    },
    readImport: { who: officer, path: `/api/imports/${imported.id}` },
    applyImport: { who: officer, path: `/api/imports/${imported.id}/apply`, json: { rows: 'all' } },
    importErrors: { who: officer, path: `/api/imports/${imported.id}/errors` },
    listOrganisations: {
      who: officer,
      path: '/api/organisations',
      query: {
        page: '1',
        size: '20',
        q: 'x',
        kind: 'school',
        ownership: 'public',
        parent: org('A.centre1'),
        sort: 'name',
      },
    },
    createOrganisation: {
      who: officer,
      path: '/api/organisations',
      json: {
        name: '新小学',
        kind: 'school',
        ownership: 'public',
        schoolKind: 'primary',
        parent: org('A.centre1'),
        code: '1234567890',
        contact: '王某',
        phone: '010-12345678',
      },
    },
    readOrganisation: { who: officer, path: `/api/organisations/${org('A.s1')}` },
    changeOrganisation: {
      who: officer,
      path: `/api/organisations/${org('A.s5')}`,
      json: {
        name: '改名小学',
        ownership: 'private',
        schoolKind: 'primary',
        code: '1234567891',
        contact: '李某',
        phone: '12345',
      },
      version: versionIn('organisation', org('A.s5')),
    },
    organisationTemplate: { who: officer, path: '/api/organisations/import-template' },
    importOrganisations: {
      who: officer,
      path: '/api/organisations/import',
      query: { name: '单位.xlsx' },
      bytes: template,
    },
    listPeople: {
      who: officer,
      path: '/api/people',
      query: { page: '1', size: '20', q: 'x', organisation: org('A.s1'), kind: 'teacher' },
    },
    createPerson: {
      who: officer,
      path: '/api/people',
      json: { name: '新人', kind: 'teacher', organisation: org('A.s1'), code: 'T1', post: '教师', subject: '数学' },
    },
    changePerson: {
      who: officer,
      path: `/api/people/${pair.person}`,
      json: { name: '改名', kind: 'teacher', code: 'T2', post: '教师', subject: '语文' },
      version: versionIn('person', pair.person),
    },
    peopleTemplate: { who: officer, path: '/api/people/import-template' },
    importPeople: { who: officer, path: '/api/people/import', query: { name: '人员.xlsx' }, bytes: template },
    listPlugins: { who: officer, path: '/api/plugins' },
    readCalendar: { who: officer, path: '/api/calendar' },
    changeTerm: {
      who: officer,
      path: '/api/calendar/terms/2026-2027-1',
      json: { starts: '2026-09-01', ends: '2027-01-31', teachingStarts: '2026-09-01', teachingEnds: '2027-01-15' },
    },
    listProgrammes: {
      who: officer,
      path: '/api/programmes',
      query: { page: '1', size: '20', state: 'enabled', schoolYear: '2026-2027' },
    },
    readProgramme: { who: officer, path: programme },
    previewProgramme: {
      who: officer,
      path: '/api/programmes/preview',
      json: { plugin: schoolPairs.id, organisations: [{ id: org('A.s1'), subtree: false }] },
    },
    previewOrganisations: {
      who: officer,
      path: `${programme}/organisations/preview`,
      json: { organisations: [{ id: org('A.s1'), subtree: false }] },
    },
    listPluginHealth: { who: officer, path: '/api/plugins/health' },
    createProgramme: {
      who: officer,
      path: '/api/programmes',
      json: {
        plugin: schoolPairs.id,
        preset: 'plain',
        title: '新项目',
        schoolYear: '2026-2027',
        settings: { visits: 1, silence: 5 },
        organisations: [{ id: org('A.s1'), subtree: false }],
      },
    },
    changeProgramme: {
      who: officer,
      path: programme,
      json: {
        title: '改名项目',
        settings: { visits: 1, silence: 5 },
        organisations: [{ id: org('A.bureau'), subtree: true }],
      },
      version: versionIn('programme', pair.programme),
    },
    moveProgramme: { who: officer, path: `${programme}/state`, json: { to: 'enabled' }, version: stale },
    listPairings: {
      who: officer,
      path: `${programme}/pairings`,
      query: { page: '1', size: '20', q: 'x', state: 'active' },
    },
    listCandidates: {
      who: officer,
      path: `${programme}/candidates`,
      query: { page: '1', size: '20', side: 'helper', q: 'x' },
    },
    createPairing: {
      who: officer,
      path: `${programme}/pairings`,
      json: {
        helper: org('A.s3'),
        helped: org('A.s5'),
        startsOn: '2026-09-01',
        appointed: { section: org('A.section') },
      },
    },
    readPairing: { who: officer, path: `/api/pairings/${pair.id}` },
    endPairing: {
      who: officer,
      path: `/api/pairings/${pair.id}/end`,
      json: { on: '2026-11-24', reason: '测试' },
      version: stale,
    },
    listRecords: {
      who: officer,
      path: `${programme}/records`,
      query: {
        page: '1',
        size: '20',
        form: 'visit',
        pairing: pair.id,
        organisation: org('A.s1'),
        state: 'submitted',
        from: '2026-11-01',
        to: '2026-11-30',
        where: 'theme:x',
        sort: '-on',
      },
    },
    startRecord: { who: writer, path: `${programme}/forms/visit/start`, query: { pairing: pair.id } },
    createRecord: {
      who: writer,
      path: `${programme}/records`,
      json: { form: 'visit', pairings: [pair.id], data: { on: '2026-11-20', theme: '读书', guests: 2 } },
    },
    readRecord: { who: writer, path: `/api/records/${pair.record}` },
    changeRecord: {
      who: writer,
      path: `/api/records/${pair.record}`,
      json: { data: { on: '2026-11-21', theme: '改', guests: 4 } },
      version: versionIn('record', pair.record),
    },
    submitRecord: { who: writer, path: `/api/records/${pair.record}/submit`, version: stale },
    discardRecord: { who: writer, path: `/api/records/${pair.record}`, version: stale },
    voidRecord: { who: officer, path: `/api/records/${pair.record}/void`, json: { reason: '测试' }, version: stale },
    correctRecord: {
      who: writer,
      path: `/api/records/${settled}/corrections`,
      json: { data: { on: '2026-11-21', theme: '改' }, reason: '测试' },
      version: versionIn('record', settled),
    },
    sealRecords: { who: officer, path: `${programme}/seal`, json: { through: '2026-11-19' } },
    readHistory: { who: writer, path: `/api/records/${pair.record}/history` },
    readLedger: {
      who: officer,
      path: `${programme}/ledgers/visits`,
      query: {
        page: '1',
        size: '20',
        pairing: pair.id,
        organisation: org('A.s1'),
        state: 'submitted',
        from: '2026-11-01',
        to: '2026-11-30',
        language: 'zh',
      },
    },
    listRectifications: {
      who: officer,
      path: `${programme}/rectifications`,
      query: { page: '1', size: '20', state: 'open', overdue: 'yes', pairing: pair.id, language: 'zh' },
    },
    raiseRectification: {
      who: writer,
      path: `${programme}/rectifications`,
      json: { pairing: pair.id, record: pair.record, content: '药品过期', dueOn: '2026-12-31' },
    },
    readRectification: { who: officer, path: `/api/rectifications/${pair.rectification}` },
    answerRectification: {
      who: confirmer,
      path: `/api/rectifications/${pair.rectification}/answer`,
      json: { measures: '更换', responsible: '李某' },
      version: versionIn('rectification', pair.rectification),
    },
    finishRectification: {
      who: confirmer,
      path: `/api/rectifications/${pair.rectification}/finish`,
      json: { result: '已更换' },
      version: stale,
    },
    inspectRectification: {
      who: writer,
      path: `/api/rectifications/${pair.rectification}/inspect`,
      json: { outcome: 'noted', note: '看过一次' },
      version: versionIn('rectification', pair.rectification),
    },
    extendRectification: {
      who: officer,
      path: `/api/rectifications/${pair.rectification}/extend`,
      json: { dueOn: '2026-12-31', reason: '停电' },
      version: versionIn('rectification', pair.rectification),
    },
    listReviews: {
      who: confirmer,
      path: '/api/reviews',
      query: { page: '1', size: '20', state: 'open', programme: pair.programme },
    },
    decideReview: {
      who: confirmer,
      path: `/api/reviews/${pair.review}/decision`,
      json: { decision: 'return', reason: '请补充' },
    },
    readDuties: {
      who: officer,
      path: `${programme}/duties`,
      query: { period: '2026-11', pairing: pair.id, below: 'yes' },
    },
    remind: {
      who: officer,
      path: `${programme}/duties/remind`,
      json: { cells: [{ pairing: pair.id, duty: 'visit', period: '2026-11' }] },
    },
    excuseDuties: {
      who: officer,
      path: `${programme}/duties/excuses`,
      json: { pairings: [pair.id], duty: 'visit', period: '2026-11', document: '文号', reason: '停课' },
    },
    withdrawExcuse: {
      who: officer,
      path: `${programme}/duties/excuses/withdraw`,
      json: { pairing: pair.id, duty: 'visit', period: '2026-10' },
    },
    readReport: {
      who: officer,
      path: `${programme}/reports/overview`,
      query: { from: '2026-09-01', to: '2026-12-31', language: 'en' },
    },
    readWorkbench: { who: officer, path: '/api/workbench' },
    listNotifications: { who: writer, path: '/api/notifications', query: { page: '1', size: '20', unread: 'yes' } },
    readNotification: { who: writer, path: `/api/notifications/${note!.id}/read` },
    readJob: { who: officer, path: `/api/jobs/${imported.job}` },
    watchJob: { who: officer, path: `/api/jobs/${imported.job}/events` },
    live: { who: {}, path: '/health/live' },
    ready: { who: {}, path: '/health/ready' },
    description: { who: {}, path: '/api/openapi.json' },
  };
  const missing = api.filter((e) => !Object.hasOwn(all, e.name)).map((e) => e.name);
  const surplus = Object.keys(all).filter((name) => !api.some((e) => e.name === name));
  if (missing.length + surplus.length > 0)
    throw new Error(`requests.ts lacks ${missing.join(', ') || 'nothing'} and has too many: ${surplus.join(', ')}`);
  return new Map(api.map((endpoint) => [endpoint.name, { endpoint, ...all[endpoint.name]! }]));
};
