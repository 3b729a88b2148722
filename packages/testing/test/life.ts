import { type Answer, type Client, type TestServer } from '../src/index.js';
import { sql } from '@xieshou/core';
import { confirm, reviewOf } from './deciding.js';
import type { Meeting, RecordView } from './meeting.js';
import type { Refusal } from './office.js';

export type Written = RecordView & Refusal;

interface Version {
  readonly version: number;
  readonly action: string;
  readonly by: string;
  readonly reason: string | null;
  readonly correction: number | null;
  readonly difference: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

export const read = (client: Client, id: string) => client.get<RecordView>(`/api/records/${id}`);
export const history = (client: Client, id: string) => client.get<readonly Version[]>(`/api/records/${id}/history`);

/** The data of a visit that nothing is wrong with. */
export const visit = (on: string, data: object = {}) => ({ on, theme: '联合教研', guests: 3, ...data });

/** A visit that the other side has confirmed. */
export const confirmed = async (meeting: Meeting, writer: Client, a: Client, on: string): Promise<RecordView> => {
  const made = await meeting.visit(writer, ['a'], on);
  await confirm(a, await reviewOf(a, made.id));
  return read(writer, made.id);
};

export const voided = (client: Client, r: Pick<RecordView, 'id' | 'version'>, reason = '重复填写') =>
  client.send<Written>('POST', `/api/records/${r.id}/void`, { version: r.version, json: { reason } });

export const correct = (
  client: Client,
  r: Pick<RecordView, 'id' | 'version' | 'data'>,
  data: object,
  reason = '人数有误',
): Promise<Answer<Written>> =>
  client.send<Written>('POST', `/api/records/${r.id}/corrections`, {
    version: r.version,
    json: { data: { ...r.data, ...data }, reason },
  });

export const seal = (client: Client, programme: string, through: string) =>
  client.send<{ readonly sealed?: number } & Refusal>('POST', `/api/programmes/${programme}/seal`, {
    json: { through },
  });

/** What was written down about a record, newest first. */
export const audited = async (server: TestServer, id: string): Promise<string[]> => {
  const rows = await server.database.all<{ action: string }>(
    sql`select action from audit_entry where subject_id = ${id} order by id desc`,
  );
  return rows.map((row) => row.action);
};

/** The latest notification. */
export const news = async (client: Client) =>
  (await client.get<{ rows: { kind: string; text: { zh: string }; link: string }[] }>('/api/notifications')).rows[0];
