import { presetSettings } from '@xieshou/sdk';
import { engines, makeDistrict, signedIn, startTestServer, type Place } from '@xieshou/testing';
import { describe, expect, it } from 'vitest';
import programme from '../src/index.js';
import { session } from './samples.js';

interface Cell {
  readonly required: number;
  readonly claimed: number;
  readonly confirmed: number;
}

describe.each(engines)('a month on %s', (engine) => {
  it('is recorded, confirmed, and counted in duty, ledger and report', async () => {
    const server = await startTestServer({ engine, programmes: [programme] });
    try {
      const district = await makeDistrict(server);
      const officer = await district.signIn();
      const school = async (name: string): Promise<Place> => {
        const { id } = await officer.post<{ id: string }>('/api/organisations', {
          name,
          kind: 'school',
          ownership: 'public',
          schoolKind: 'junior',
          parent: district.id,
        });
        return { id, district_id: district.id };
      };
      const [helper, helped] = [await school('县第一中学'), await school('山口初中')];
      const { id } = await officer.post<{ id: string }>('/api/programmes', {
        plugin: programme.id,
        preset: 'standard',
        title: '本学年',
        schoolYear: '2026-2027',
        settings: presetSettings(programme, 'standard'),
        organisations: [{ id: district.id, subtree: true }],
      });
      const pair = { helper: helper.id, helped: helped.id, startsOn: '2026-09-01' };
      const pairing = (await officer.post<{ id: string }>(`/api/programmes/${id}/pairings`, pair)).id;

      const writer = await signedIn(server, { role: 'schoolAdministrator', at: helper });
      const person = { name: '何老师', kind: 'teacher', organisation: helper.id };
      const teacher = (await writer.post<{ id: string }>('/api/people', person)).id;
      const write = (students: number) =>
        writer.send('POST', `/api/programmes/${id}/records`, {
          json: { form: 'session', pairings: [pairing], data: { ...session, teacher, students } },
        });
      expect(await write(46)).toMatchObject({ status: 422 });
      expect(await write(45)).toMatchObject({ status: 201 });

      const reader = await signedIn(server, { role: 'schoolAdministrator', at: helped });
      const cell = async () => {
        const matrix = await officer.get<{ rows: { cells: Cell[] }[] }>(`/api/programmes/${id}/duties?period=2026-11`);
        return matrix.rows[0]!.cells[0]!;
      };
      expect(await cell()).toMatchObject({ required: 2, claimed: 1, confirmed: 0 });
      const [review] = (await reader.get<{ rows: { id: string }[] }>('/api/reviews')).rows;
      await reader.post(`/api/reviews/${review!.id}/decision`, { decision: 'confirm' });
      expect(await cell()).toMatchObject({ required: 2, claimed: 0, confirmed: 1 });

      const report = await officer.get<object>(`/api/programmes/${id}/reports/overview`);
      expect(report).toMatchObject({ totals: { sessions: 1, students: 45 } });
      const ledger = await officer.get<object>(`/api/programmes/${id}/ledgers/sessions`);
      expect(ledger).toMatchObject({ rows: [{ cells: { '@helped': '山口初中', students: 45 } }] });
    } finally {
      await server.close();
    }
  });
});
