import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Accounts, api, type Endpoint, sql, system, Units } from '@xieshou/core';
import type { TestServer } from '../../src/index.js';
import { tinyPng } from '../fixtures/files.js';
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
  // Its roles are not ended by a request.
  const second = world.pairs.find((p) => p.key === 'A.p2')!;
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
    table:
      'organisation' | 'person' | 'account' | 'programme' | 'pairing' | 'record' | 'rectification' | 'match_proposal',
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
      match_proposal: sql`match_proposal`,
    };
    return async () =>
      Number(
        (await server.database.one<{ version: number }>(sql`select version from ${tables[table]} where id = ${id}`))!
          .version,
      );
  };
  const stale = async () => 9999;
  // Somebody who signs up for teams, and who screens them.
  for (const [username, role, person] of [
    ['student-a', 'student', pair.person],
    ['college-a', 'collegeOffice', undefined],
  ] as const)
    await server.app.get(Units).run(system, (unit) =>
      server.app.get(Accounts).add(unit, {
        username,
        name: username,
        role,
        organisation: { id: org('A.s1'), district_id: org('A.bureau') },
        passwordHash: '-',
        oneTime: false,
        ...(person ? { person } : {}),
      }),
    );
  const [student, college] = [await sessionOf(server, 'student-a'), await sessionOf(server, 'college-a')];
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
  const account = await server.database.one<{ id: string }>(
    sql`select id from account where username = ${officerName}`,
  );
  const logged = await server.database.one<{ id: string }>(
    sql`select id from audit_entry where district_id = ${org('A.bureau')} order by at desc limit 1`,
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
  // A file that no record refers to.
  const taken = await server.fastify.inject({
    method: 'POST',
    url: '/api/files?name=x.png',
    headers: { ...writer, host: 'localhost', 'content-type': 'application/octet-stream' },
    payload: tinyPng,
  });
  const waiting = (JSON.parse(taken.payload) as { id: string }).id;
  // Somebody else who has left.
  const gone = await server.fastify.inject({
    method: 'POST',
    url: '/api/people',
    headers: { ...officer, host: 'localhost', 'content-type': 'application/json' },
    payload: JSON.stringify({ name: '某人', kind: 'staff', organisation: org('A.s2') }),
  });
  const returned = (JSON.parse(gone.payload) as { id: string }).id;
  await server.fastify.inject({
    method: 'POST',
    url: `/api/people/${returned}/leave`,
    headers: { ...officer, host: 'localhost', 'content-type': 'application/json', 'if-match': '"1"' },
    payload: JSON.stringify({ on: '2026-11-20' }),
  });
  const enrolled = async (name: string, at: string, kind = 'teacher') => {
    const made = await server.fastify.inject({
      method: 'POST',
      url: '/api/people',
      headers: { ...officer, host: 'localhost', 'content-type': 'application/json' },
      payload: JSON.stringify({ name, kind, organisation: org(at) }),
    });
    return (JSON.parse(made.payload) as { id: string }).id;
  };
  // Somebody to be paired with a person of the other school, and somebody without an account.
  const apprentice = await enrolled('新人', 'A.s2');
  const newcomer = await enrolled('新同事', 'A.s1');
  // A child whose name the office reads behind a mask.
  const pupil = await enrolled('小学生', 'A.s1', 'student');
  // A correction that is in force, and so cannot be taken back.
  await server.fastify.inject({
    method: 'POST',
    url: `/api/records/${settled}/corrections`,
    headers: { ...writer, host: 'localhost', 'content-type': 'application/json', 'if-match': '"1"' },
    payload: JSON.stringify({ data: { on: '2026-11-20', theme: '第二张便条' }, reason: '测试' }),
  });
  const correction = (await server.database.one<{ id: string }>(
    sql`select id from record_correction where record_id = ${settled}`,
  ))!.id;
  // A view of a list, to be changed.
  const kept = await server.fastify.inject({
    method: 'POST',
    url: '/api/views',
    headers: { ...officer, host: 'localhost', 'content-type': 'application/json' },
    payload: JSON.stringify({ list: 'records', name: '待确认', search: { state: 'submitted' } }),
  });
  const view = (JSON.parse(kept.payload) as { id: string }).id;
  const viewVersion = async () =>
    (await server.database.one<{ version: number }>(sql`select version from saved_view where id = ${view}`))?.version;
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

  // Words of risk are for advisers alone.
  await server.app.get(Units).run(system, (unit) =>
    server.app.get(Accounts).add(unit, {
      username: 'adviser-a',
      name: '班主任',
      role: 'adviser',
      organisation: { id: org('A.s1'), district_id: org('A.bureau') },
      passwordHash: '-',
      oneTime: false,
    }),
  );
  const adviser = await sessionOf(server, 'adviser-a');
  // A colleague of the officer, and a delegation to be ended.
  const colleague = await server.app.get(Units).run(system, (unit) =>
    server.app.get(Accounts).add(unit, {
      username: 'colleague-a',
      name: '同事',
      role: 'bureauOfficer',
      organisation: { id: org('A.bureau'), district_id: org('A.bureau') },
      passwordHash: '-',
      oneTime: false,
    }),
  );
  const given = await server.fastify.inject({
    method: 'POST',
    url: '/api/delegations',
    headers: { ...officer, host: 'localhost', 'content-type': 'application/json' },
    payload: JSON.stringify({ to: colleague.id, startsOn: '2027-01-01', endsOn: '2027-01-02' }),
  });
  const delegated = JSON.parse(given.payload) as { id: string };

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
    readMyMail: { who: officer, path: '/api/session/mail' },
    changeMyMail: { who: officer, path: '/api/session/mail', json: { address: 'wang@example.cn' } },
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
    addAssignment: {
      who: officer,
      path: `/api/users/${pair.user}/assignments`,
      json: { role: 'auditor', organisation: org('A.bureau') },
    },
    endAssignment: { who: officer, path: `/api/users/${pair.user}/assignments/${pair.assignment}/end` },
    usersTemplate: { who: officer, path: '/api/users/import-template' },
    importUsers: { who: officer, path: '/api/users/import', query: { name: '账号.xlsx' }, bytes: template },
    listUserless: {
      who: officer,
      path: '/api/users/candidates',
      query: { page: '1', size: '20', organisation: org('A.s1') },
    },
    openUsers: {
      who: officer,
      path: '/api/users/open',
      json: { organisation: org('A.s1'), people: [{ person: newcomer, username: 'hostile-opened' }] },
    },
    issueSlips: { who: officer, path: '/api/users/slips', json: { users: [pair.user] }, slow: true },
    listDelegations: { who: officer, path: '/api/delegations' },
    listColleagues: { who: officer, path: '/api/delegations/colleagues' },
    createDelegation: {
      who: officer,
      path: '/api/delegations',
      json: { to: colleague.id, startsOn: '2026-12-01', endsOn: '2026-12-02' },
    },
    endDelegation: { who: officer, path: `/api/delegations/${delegated.id}/end` },
    readImport: { who: officer, path: `/api/imports/${imported.id}` },
    applyImport: { who: officer, path: `/api/imports/${imported.id}/apply`, json: { rows: 'all' } },
    listImports: { who: officer, path: '/api/imports', query: { page: '1', size: '20', register: 'people' } },
    undoImport: { who: officer, path: `/api/imports/${imported.id}/undo` },
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
    renameOrganisation: {
      who: officer,
      path: `/api/organisations/${org('A.s5')}/rename`,
      json: { name: '更名小学', on: '2026-11-24', reason: '布局调整' },
      version: versionIn('organisation', org('A.s5')),
    },
    moveOrganisation: {
      who: officer,
      path: `/api/organisations/${org('A.s5')}/move`,
      json: { parent: org('A.centre1'), reason: '布局调整' },
      version: stale,
    },
    readOrganisationEvents: { who: officer, path: `/api/organisations/${org('A.s5')}/events` },
    readInHand: {
      who: officer,
      path: `/api/users/${second.user}/hand-over`,
      query: { assignment: second.assignment },
    },
    readPersonInHand: { who: officer, path: `/api/people/${pair.person}/in-hand` },
    handOverUser: {
      who: officer,
      path: `/api/users/${second.user}/hand-over`,
      json: { assignment: second.assignment, to: second.colleague },
    },
    readHandOver: { who: officer, path: `/api/hand-overs/${pair.handOver}` },
    readImpact: { who: officer, path: `/api/organisations/${org('A.s1')}/impact` },
    previewMerge: {
      who: officer,
      path: `/api/organisations/${org('A.s5')}/merge`,
      query: { into: org('A.s4'), on: '2026-11-24' },
    },
    mergeOrganisation: {
      who: officer,
      path: `/api/organisations/${org('A.s5')}/merge`,
      json: { into: org('A.s4'), on: '2026-11-24', reason: '布局调整', token: 'none' },
      version: stale,
    },
    closeOrganisation: {
      who: officer,
      path: `/api/organisations/${org('A.s5')}/close`,
      json: { on: '2026-11-24', reason: '停办' },
      version: stale,
    },
    reopenOrganisation: {
      who: officer,
      path: `/api/organisations/${org('A.s5')}/reopen`,
      json: { reason: '恢复' },
      version: stale,
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
      json: {
        name: '改名',
        kind: 'teacher',
        code: 'T2',
        post: '教师',
        subject: '语文',
        idNumber: '11010519491231002X',
      },
      version: versionIn('person', pair.person),
    },
    transferPerson: {
      who: officer,
      path: `/api/people/${pair.person}/transfer`,
      json: { organisation: org('A.s2'), on: '2026-11-24' },
      version: stale,
    },
    leavePerson: { who: officer, path: `/api/people/${pair.person}/leave`, json: { on: '2026-11-24' }, version: stale },
    returnPerson: {
      who: officer,
      path: `/api/people/${returned}/return`,
      json: { on: '2026-11-24' },
      version: stale,
    },
    readPlaces: { who: officer, path: `/api/people/${pair.person}/places` },
    listDuplicates: {
      who: officer,
      path: '/api/people/duplicates',
      query: { page: '1', size: '20', organisation: org('A.s1') },
    },
    mergePeople: {
      who: officer,
      path: `/api/people/${pair.person}/merge`,
      json: { into: returned, version: 1 },
      version: stale,
    },
    tellApart: { who: officer, path: '/api/people/distinct', json: { first: pair.person, second: returned } },
    revealPerson: { who: officer, path: `/api/people/${pair.person}/reveal`, json: { reason: '核对身份' } },
    revealName: { who: officer, path: `/api/people/${pupil}/reveal-name`, json: { reason: '核对身份' } },
    listReveals: { who: officer, path: `/api/people/${pair.person}/reveals`, query: { page: '1', size: '20' } },
    peopleTemplate: { who: officer, path: '/api/people/import-template' },
    importPeople: { who: officer, path: '/api/people/import', query: { name: '人员.xlsx' }, bytes: template },
    listPlugins: { who: officer, path: '/api/plugins' },
    readCalendar: { who: officer, path: '/api/calendar' },
    changeTerm: {
      who: officer,
      path: '/api/calendar/terms/2026-2027-1',
      json: { starts: '2026-09-01', ends: '2027-01-31', teachingStarts: '2026-09-01', teachingEnds: '2027-01-15' },
    },
    changeCalendarDay: {
      who: officer,
      path: '/api/calendar/days/2026-12-25',
      json: { kind: 'holiday', note: '圣诞活动' },
    },
    removeCalendarDay: { who: officer, path: '/api/calendar/days/2026-12-25' },
    calendarTemplate: { who: officer, path: '/api/calendar/import-template' },
    importCalendar: { who: officer, path: '/api/calendar/import', query: { name: '调休.xlsx' }, bytes: template },
    listProgrammes: {
      who: officer,
      path: '/api/programmes',
      query: { page: '1', size: '20', state: 'enabled', schoolYear: '2026-2027' },
    },
    readProgramme: { who: officer, path: programme },
    previewProgramme: {
      who: officer,
      path: '/api/programmes/preview',
      json: { plugin: schoolPairs.id, preset: 'plain', organisations: [{ id: org('A.s1'), subtree: false }] },
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
    previewRollover: { who: officer, path: `${programme}/rollover` },
    rollOver: {
      who: officer,
      path: `${programme}/rollover`,
      json: { token: 'none', title: '新学年项目', pairings: [pair.id] },
      version: stale,
    },
    readEnding: { who: officer, path: `${programme}/ending` },
    readProgrammeAgenda: { who: officer, path: `${programme}/agenda`, query: { month: '2026-11' } },
    readAgenda: { who: officer, path: '/api/agenda', query: { month: '2026-11' } },
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
    pairingTemplate: { who: officer, path: `${programme}/pairings/import-template` },
    importPairings: {
      who: officer,
      path: `${programme}/pairings/import`,
      query: { name: '结对.xlsx' },
      bytes: template,
    },
    listEntries: {
      who: officer,
      path: `/api/programmes/${pair.programme}/registers/training/entries`,
      query: { page: '1', size: '20', period: '2026-2027-1', place: org('A.s1'), q: '张' },
    },
    registerTemplate: { who: officer, path: `/api/programmes/${pair.programme}/registers/training/import-template` },
    importRegister: {
      who: officer,
      path: `/api/programmes/${pair.programme}/registers/training/import`,
      query: { name: '培训.xlsx', period: '2026-2027-1' },
      bytes: template,
    },
    listEligible: {
      who: officer,
      path: `/api/programmes/${pair.programme}/eligible`,
      query: {
        page: '1',
        size: '20',
        side: 'helped',
        period: '2026-2027-1',
        place: org('A.s1'),
        outcome: 'not',
        q: '张',
      },
    },
    listProposals: {
      who: officer,
      path: `/api/programmes/${pair.programme}/proposals`,
      query: { page: '1', size: '20', period: '2026-2027-1', place: org('A.s1'), state: 'unmatched', q: '张' },
    },
    // A programme of schools, which proposes no pairs of people.
    propose: {
      who: officer,
      path: `/api/programmes/${pair.programme}/proposals`,
      json: { period: '2026-2027-1' },
    },
    addProposal: {
      who: officer,
      path: `/api/programmes/${pair.programme}/proposals/special`,
      json: { period: '2026-2027-1', helped: pair.person, helper: second.person, note: '家长申请' },
    },
    changeProposal: {
      who: officer,
      path: `/api/proposals/${pair.proposal}`,
      json: { pinned: true, note: '待家长答复' },
      version: versionIn('match_proposal', pair.proposal),
    },
    publishProposals: {
      who: officer,
      path: `/api/programmes/${pair.programme}/proposals/publish`,
      json: { period: '2026-2027-1', place: org('A.s1'), startsOn: '2026-11-25' },
    },
    settleOutcome: {
      who: officer,
      path: `/api/programmes/${pair.programme}/outcomes/conduct/settlements`,
      json: { period: '2026-2027-1' },
    },
    listSettlements: {
      who: officer,
      path: `/api/programmes/${pair.programme}/outcomes/conduct/settlements`,
      query: { page: '1', size: '20', period: '2026-2027-1' },
    },
    readSettlement: { who: officer, path: `/api/settlements/${pair.settlement}`, query: { page: '1', size: '20' } },
    acceptSettlement: { who: officer, path: `/api/settlements/${second.settlement}/accept`, version: stale },
    listAwards: {
      who: officer,
      path: `/api/programmes/${pair.programme}/outcomes/conduct/awards`,
      query: {
        page: '1',
        size: '20',
        period: '2026-2027-1',
        place: org('A.s1'),
        level: 'good',
        q: '学',
      },
    },
    decideOutcome: {
      who: officer,
      path: `/api/programmes/${pair.programme}/outcomes/conduct/decisions/${pair.id}`,
      json: { period: '2026-2027-1', decision: 'kept', note: '核实后照常计算' },
    },
    readPairing: { who: officer, path: `/api/pairings/${pair.id}` },
    notePairingDoubt: {
      who: officer,
      path: `/api/pairings/${pair.id}/doubt`,
      json: { doubt: '校名待核' },
      version: stale,
    },
    appointOffice: {
      who: officer,
      path: `/api/pairings/${pair.id}/offices/section`,
      json: { organisation: org('A.section'), on: '2026-11-24', reason: '分工调整' },
      version: stale,
    },
    endPairing: {
      who: officer,
      path: `/api/pairings/${pair.id}/end`,
      json: { on: '2026-11-24', reason: '测试' },
      version: stale,
    },
    listInside: {
      who: officer,
      path: `/api/pairings/${pair.id}/inside`,
      query: { page: '1', size: '20', inside: 'mentors', state: 'active' },
    },
    arrangeInside: {
      who: officer,
      path: `/api/pairings/${pair.id}/inside`,
      json: { inside: 'mentors', kind: 'art', helper: pair.person, helped: apprentice, startsOn: '2026-09-01' },
    },
    endInside: {
      who: officer,
      path: `/api/inside-pairings/${pair.inside}/end`,
      json: { on: '2026-11-24', reason: '测试' },
      version: stale,
    },
    listAlerts: {
      who: adviser,
      path: `${programme}/alerts`,
      query: { page: '1', size: '20' },
    },
    agreeInside: { who: writer, path: `/api/inside-offers/${pair.offer}/agree`, version: stale },
    declineInside: {
      who: writer,
      path: `/api/inside-offers/${pair.offer}/decline`,
      json: { reason: '测试' },
      version: stale,
    },
    listInsideProposals: { who: officer, path: `${programme}/inside-proposals`, query: { inside: 'friends' } },
    arrangeProposals: {
      who: officer,
      path: `${programme}/inside-proposals`,
      json: {
        inside: 'friends',
        startsOn: '2026-09-01',
        pairs: [{ pairing: pair.id, kind: 'art', helper: pair.person, helped: apprentice }],
      },
    },
    listTeams: {
      who: officer,
      path: `${programme}/teams`,
      query: { page: '1', size: '20', q: '队', state: 'open', waiting: 'screen' },
    },
    readTeam: { who: officer, path: `/api/teams/${pair.team}`, query: { on: '2026-11-24' } },
    foundTeam: { who: student, path: `${programme}/teams`, json: { name: '新队', statement: '会唱歌' } },
    joinTeam: { who: student, path: `/api/teams/${pair.team}/members`, json: { statement: '会唱歌' } },
    decideTeamMember: {
      who: college,
      path: `/api/team-members/${pair.signUp}/decide`,
      json: { decision: 'approve', reason: '测试' },
      version: stale,
    },
    leaveTeam: {
      who: officer,
      path: `/api/team-members/${pair.signUp}/leave`,
      json: { reason: '测试' },
      version: stale,
    },
    leadTeam: {
      who: officer,
      path: `/api/teams/${pair.team}/leader`,
      json: { member: pair.member, reason: '测试' },
      version: stale,
    },
    withdrawTeam: { who: officer, path: `/api/teams/${pair.team}/withdraw`, json: { reason: '测试' }, version: stale },
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
    uploadFile: { who: writer, path: '/api/files', query: { name: '照片.png' }, bytes: tinyPng },
    readFile: { who: writer, path: `/api/files/${waiting}`, query: { as: 'small' } },
    readRecordFile: { who: writer, path: `/api/records/${pair.record}/files/${pair.file}`, query: { as: 'small' } },
    createRecords: {
      who: writer,
      path: `${programme}/records/batch`,
      json: {
        form: 'visit',
        rows: [{ pairings: [pair.id], data: { on: '2026-11-20', theme: '批量', guests: 3 } }],
        check: true,
      },
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
    withdrawCorrection: { who: writer, path: `/api/records/${settled}/corrections/${correction}/withdraw` },
    sealRecords: { who: officer, path: `${programme}/seal`, json: { through: '2026-11-19' } },
    withdrawRecord: { who: writer, path: `/api/records/${pair.record}/withdraw`, version: stale },
    readTrail: { who: writer, path: `/api/records/${pair.record}/trail` },
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
      query: {
        page: '1',
        size: '20',
        state: 'open',
        overdue: 'yes',
        pairing: pair.id,
        record: pair.record,
        language: 'zh',
      },
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
    listViews: { who: officer, path: '/api/views', query: { list: 'records' } },
    createView: {
      who: officer,
      path: '/api/views',
      json: {
        list: 'records',
        name: '本月待确认',
        search: { state: 'submitted' },
        shared: true,
      },
    },
    changeView: {
      who: officer,
      path: `/api/views/${view}`,
      json: { name: '改名', search: { state: 'confirmed' }, shared: false },
      version: async () => Number(await viewVersion()),
    },
    removeView: { who: officer, path: `/api/views/${view}`, version: stale },
    keepListSetting: {
      who: officer,
      path: '/api/list-settings',
      json: {
        list: 'records',
        standard: view,
      },
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
    readStages: {
      who: officer,
      path: `${programme}/stages`,
      query: { page: '1', size: '20', stage: 'begun', late: 'yes', q: 'x' },
    },
    readPairingStages: { who: officer, path: `/api/pairings/${pair.id}/stages` },
    closeStage: {
      who: officer,
      path: `/api/pairings/${pair.id}/stages/begun/close`,
      json: { waived: { notes: '暂缓' } },
      version: stale,
    },
    reopenStage: {
      who: officer,
      path: `/api/pairings/${pair.id}/stages/begun/reopen`,
      json: { reason: '测试' },
      version: stale,
    },
    readReport: {
      who: officer,
      path: `${programme}/reports/overview`,
      query: { from: '2026-09-01', to: '2026-12-31', language: 'en' },
    },
    listDocuments: { who: officer, path: `${programme}/documents` },
    readDocument: {
      who: officer,
      path: `${programme}/documents/record`,
      query: { period: '2026-11', pairing: pair.id, record: pair.record, language: 'en' },
    },
    fileSheet: {
      who: officer,
      path: `${programme}/filed-sheets`,
      json: {
        kind: 'ledger',
        name: 'visits',
        title: '走访台账',
        note: '十一月',
        language: 'zh',
        filter: {
          from: '2026-11-01',
          to: '2026-11-30',
          pairing: pair.id,
          organisation: org('A.s1'),
          state: 'submitted',
        },
      },
    },
    listFiledSheets: {
      who: officer,
      path: '/api/filed-sheets',
      query: {
        page: '1',
        size: '20',
        programme: pair.programme,
        kind: 'ledger',
        name: 'visits',
        schoolYear: '2026-2027',
      },
    },
    readFiledSheet: { who: officer, path: `/api/filed-sheets/${pair.sheet}`, query: { page: '1', size: '20' } },
    readFiledDifferences: {
      who: officer,
      path: `/api/filed-sheets/${pair.sheet}/differences`,
      query: { page: '1', size: '20' },
    },
    readWorkbench: { who: officer, path: '/api/workbench' },
    listNotifications: {
      who: writer,
      path: '/api/notifications',
      query: { page: '1', size: '20', unread: 'yes', kind: 'reminder', programme: pair.programme },
    },
    readAllNotifications: {
      who: writer,
      path: '/api/notifications/read',
      json: { upTo: '2026-11-24T01:00:00.000Z', kind: 'reminder', programme: pair.programme },
    },
    readNotification: { who: writer, path: `/api/notifications/${note!.id}/read` },
    search: { who: officer, path: '/api/search', query: { q: 'x' } },
    listAudit: {
      who: officer,
      path: '/api/audit',
      query: {
        page: '1',
        size: '20',
        before: logged!.id,
        from: '2026-09-01',
        to: '2026-12-31',
        group: 'record',
        user: account!.id,
        organisation: org('A.s1'),
        subject: pair.record,
        language: 'zh',
      },
    },
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
