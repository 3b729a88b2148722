import { IdNumbers, Programmes, type Role, sql } from '@xieshou/core';
import { idCheckSign } from '@xieshou/sdk';
import { writeXlsx } from 'hucre/xlsx';
import {
  type Client,
  type Engine,
  makeDistrict,
  type Place,
  signedIn,
  startTestServer,
  type TestServer,
} from '../../src/index.js';
import { withSecrets } from '../fixtures/with-secrets.js';
import type { Dice } from './dice.js';

/** Values that most people must not read. Two sets of them make two worlds that are otherwise the same. */
export interface Secrets {
  readonly rank: Readonly<Record<'helper' | 'helped', number>>;
  readonly reason: string;
  readonly idNumber: string;
  /** The same behind its mask as the first world's, or that one itself. */
  readonly idMiddle: string;
  readonly draft: string;
  readonly home: string;
  readonly burden: string;
  readonly ground: 'none' | 'hardship';
  /** A field that its readers are named for. */
  readonly kind: 'mind' | 'study';
  /** What stands in a confidential form, and on which day. */
  readonly talk: { readonly on: string; readonly said: string };
  /** A field of a register that its readers are named for. */
  readonly allowance: string;
}
export type Secret =
  'helperRank' | 'helpedRank' | 'reason' | 'idNumber' | 'idMiddle' | 'draft' | 'record' | 'kind' | 'talk' | 'allowance';

export interface SecretActor {
  readonly name: string;
  readonly role: Role;
  readonly client: Client;
  /** Who is nobody else than the two of the pair. */
  readonly self?: 'helper' | 'helped';
  /** Reads what the pair has written. */
  readonly readsRecord: boolean;
}

export interface SecretWorld {
  readonly server: TestServer;
  readonly ids: Readonly<
    Record<
      | 'district'
      | 'college'
      | 'classA'
      | 'programme'
      | 'pairing'
      | 'record'
      | 'draft'
      | 'talk'
      | 'helper'
      | 'helped'
      | 'user',
      string
    >
  >;
  readonly actors: readonly SecretActor[];
  /** Puts other values where the first ones stand, past the platform: nothing else changes. */
  put(secrets: Secrets, which: readonly Secret[]): Promise<void>;
}

const idNumberOf = (n: number): string => {
  const first17 = `4303812011${['01', '02', '03'][n % 3]}1${n % 9}${String(n % 1000).padStart(3, '0')}`;
  return first17 + idCheckSign(first17);
};

/** As long as each other, so that nothing but the value differs. */
export const secretsOf = (dice: Dice, than?: Secrets): Secrets => {
  const word = () => Array.from({ length: 8 }, () => dice.pick([...'甲乙丙丁戊己庚辛壬癸子丑寅卯'])).join('');
  const idNumber = idNumberOf(dice.roll(1_000_000));
  return {
    rank: { helper: 100 + dice.roll(800), helped: 1100 + dice.roll(800) },
    reason: `特殊${word()}`,
    idNumber,
    idMiddle: than ? middleOf(than.idNumber) : idNumber,
    draft: `草稿${word()}`,
    home: `家庭${word()}`,
    burden: `困扰${word()}`,
    ground: dice.pick(['none', 'hardship']),
    kind: than ? (than.kind === 'mind' ? 'study' : 'mind') : 'mind',
    talk: { on: than ? '2026-10-09' : '2026-11-09', said: `谈话${word()}` },
    allowance: `补助${word()}`,
  };
};

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const settled = async (client: Client, job: string): Promise<void> => {
  while ((await client.get<{ state: string }>(`/api/jobs/${job}`)).state !== 'done')
    await new Promise((resolve) => setTimeout(resolve, 10));
};

export const makeSecretWorld = async (engine: Engine, first: Secrets): Promise<SecretWorld> => {
  const server = await startTestServer({ engine, programmes: [withSecrets] });
  const district = await makeDistrict(server);
  const officer = await district.signIn();
  const make = async (kind: string, name: string, parent: string, more: object = {}): Promise<Place> => ({
    id: (await officer.post<{ id: string }>('/api/organisations', { kind, name, parent, ...more })).id,
    district_id: district.id,
  });
  const college = await make('college', '民航学院', district.id);
  const classA = await make('class', '物流一班', college.id);
  const classB = await make('class', '物流二班', college.id);
  const centre = await make('centreSchool', '城关中心校', district.id);
  const section = await make('section', '民管股', district.id);
  const school = await make('school', '实验小学', centre.id, { ownership: 'public', schoolKind: 'primary' });
  const enrol = async (at: Place, name: string, code: string, kind = 'student', more: object = {}) =>
    (await officer.post<{ id: string }>('/api/people', { organisation: at.id, kind, name, code, ...more })).id;
  const helper = await enrol(classA, '陈晓', '2401', 'student', { idNumber: first.idNumber });
  const helped = await enrol(classA, '何平', '2402');
  const third = await enrol(classA, '周远', '2403');
  const { id: programme } = await officer.post<{ id: string }>('/api/programmes', {
    plugin: withSecrets.id,
    preset: 'plain',
    title: '学业帮扶',
    schoolYear: '2026-2027',
    settings: {},
    organisations: [{ id: district.id, subtree: true }],
  });
  const rows = [
    ['学号', '姓名', '排名', '补助情形'],
    ['2401', '陈晓', first.rank.helper, ''],
    ['2402', '何平', first.rank.helped, first.allowance],
  ];
  const college1 = await signedIn(server, { role: 'collegeOffice', at: college });
  const sent = await college1.post<{ id: string; job: string }>(
    `/api/programmes/${programme}/registers/results/import?name=x.xlsx&period=2025-2026-2`,
    undefined,
    { bytes: Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows }] })), type: XLSX },
  );
  await settled(college1, sent.job);
  await settled(college1, (await college1.post<{ job: string }>(`/api/imports/${sent.id}/apply`, { rows: 'all' })).job);
  const { id: pairing } = await officer.post<{ id: string }>(`/api/programmes/${programme}/pairings`, {
    helper,
    helped,
    startsOn: '2026-09-01',
    reason: first.reason,
  });
  const student = (person: string, at: Place) => signedIn(server, { role: 'student', at, person });
  const clients = {
    helper: await student(helper, classA),
    helped: await student(helped, classA),
    third: await student(third, classA),
  };
  const { home, burden, ground, kind } = first;
  const data = { on: '2026-11-10', theme: '谈心', home, burden, ground, kinds: [kind] };
  const { id: record } = await clients.helper.post<{ id: string }>(`/api/programmes/${programme}/records`, {
    form: 'session',
    pairings: [pairing],
    data,
  });
  const review = await server.database.one<{ id: string }>(sql`select id from review where subject_id = ${record}`);
  await clients.helped.post(`/api/reviews/${review!.id}/decision`, { decision: 'confirm' });
  const { id: draft } = await clients.helper.post<{ id: string }>(`/api/programmes/${programme}/records`, {
    form: 'session',
    pairings: [pairing],
    data: { on: '2026-11-12', theme: '谈心二', burden: first.draft },
    draft: true,
  });
  const { id: talk } = await clients.helper.post<{ id: string }>(`/api/programmes/${programme}/records`, {
    form: 'talk',
    pairings: [pairing],
    data: { on: first.talk.on, theme: '谈话', said: first.talk.said },
  });
  const teacher = await enrol(school, '王老师', 'T1', 'teacher');
  const who = async (role: Role, at: Place, readsRecord: boolean): Promise<SecretActor> => ({
    name: `${role} at ${at.id === district.id ? 'the bureau' : role}`,
    role,
    readsRecord,
    client: await signedIn(server, { role, at, ...(role === 'teacher' ? { person: teacher } : {}) }),
  });
  const actors: SecretActor[] = [
    await who('platformAdministrator', district, true),
    await who('bureauOfficer', district, true),
    await who('auditor', district, true),
    await who('sectionMember', section, false),
    await who('centreSchoolInspector', centre, false),
    await who('schoolAdministrator', school, false),
    await who('schoolAdministrator', classA, true),
    await who('teacher', school, false),
    await who('collegeOffice', college, true),
    await who('adviser', classA, true),
    await who('adviser', classB, false),
    await who('volunteer', school, false),
    { name: 'the helping student', role: 'student', client: clients.helper, self: 'helper', readsRecord: true },
    { name: 'the helped student', role: 'student', client: clients.helped, self: 'helped', readsRecord: true },
    { name: 'a classmate', role: 'student', client: clients.third, readsRecord: false },
  ];
  const user = (await server.database.one<{ id: string }>(sql`select id from account where person_id = ${teacher}`))!
    .id;
  const ids = {
    district: district.id,
    college: college.id,
    classA: classA.id,
    programme,
    pairing,
    record,
    draft,
    talk,
    helper,
    helped,
    user,
  };
  return { server, ids, actors, put: (secrets, which) => put({ server, ids, secrets, which }) };
};

const put = async (o: {
  readonly server: TestServer;
  readonly ids: SecretWorld['ids'];
  readonly secrets: Secrets;
  readonly which: readonly Secret[];
}): Promise<void> => {
  const { server, ids, secrets, which } = o;
  const has = (...some: Secret[]) => some.some((one) => which.includes(one));
  await server.database.write(async (tx) => {
    const { vault } = await server.app.get(Programmes).byId(tx, ids.programme);
    const changed = (row: { data: string }, to: object) =>
      vault.seal(JSON.stringify({ ...(JSON.parse(vault.open(row.data)) as object), ...to }));
    const inData = async (id: string, to: object) => {
      const now = (await tx.one<{ data: string }>(sql`select data from record where id = ${id}`))!;
      await tx.run(sql`update record set data = ${changed(now, to)} where id = ${id}`);
      for (const row of await tx.all<{ number: number; data: string }>(
        sql`select number, data from record_version where record_id = ${id}`,
      ))
        await tx.run(sql`update record_version set data = ${changed(row, to)}
          where record_id = ${id} and number = ${Number(row.number)}`);
    };
    const inEntry = async (person: string, to: object) => {
      const now = (await tx.one<{ data: string }>(sql`select data from register_entry where person_id = ${person}`))!;
      await tx.run(sql`update register_entry set data = ${changed(now, to)} where person_id = ${person}`);
    };
    for (const side of ['helper', 'helped'] as const) {
      if (!has(`${side}Rank`)) continue;
      const rank = secrets.rank[side];
      await inEntry(ids[side], { rank });
      const { findings } = (await tx.one<{ findings: string }>(
        sql`select findings from pairing where id = ${ids.pairing}`,
      ))!;
      const told = (JSON.parse(findings) as { field?: string }[]).map((f) =>
        f.field === side ? { ...f, text: { zh: `排名第 ${rank}`, en: `rank ${rank}` } } : f,
      );
      await tx.run(sql`update pairing set findings = ${JSON.stringify(told)} where id = ${ids.pairing}`);
    }
    if (has('reason')) await tx.run(sql`update pairing set reason = ${secrets.reason} where id = ${ids.pairing}`);
    if (has('draft')) await inData(ids.draft, { burden: secrets.draft });
    if (has('record')) await inData(ids.record, { home: secrets.home, burden: secrets.burden, ground: secrets.ground });
    if (has('kind')) await inData(ids.record, { kinds: [secrets.kind] });
    if (has('talk')) {
      await inData(ids.talk, secrets.talk);
      await tx.run(sql`update record set on_day = ${secrets.talk.on} where id = ${ids.talk}`);
    }
    if (has('allowance')) await inEntry(ids.helped, { allowance: secrets.allowance });
    if (has('idNumber', 'idMiddle')) {
      const numbers = server.app.get(IdNumbers);
      const found = numbers.read(has('idNumber') ? secrets.idNumber : secrets.idMiddle, ids.district);
      if ('fault' in found) throw new Error(`${secrets.idNumber}: ${found.fault.en}`);
      const sealed = numbers.seal(ids.helper, found);
      await tx.run(sql`update person set id_number = ${sealed.id_number}, id_number_key = ${sealed.id_number_key}
        where id = ${ids.helper}`);
    }
  });
};

/** Another number behind the same mask: its first three and last four signs are the same. */
const middleOf = (number: string): string => {
  for (let n = 0; n < 1000; n++) {
    const first17 = number.slice(0, 3) + String(n).padStart(3, '0') + number.slice(6, 17);
    if (first17 !== number.slice(0, 17) && idCheckSign(first17) === number[17]) return first17 + number[17];
  }
  throw new Error(`There is no other number behind the mask of ${number}.`);
};
