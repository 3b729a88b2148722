import type { Held, Model } from './access-model.js';
import type { Dice } from './dice.js';

const pick = <T extends { readonly id: string }>(dice: Dice, all: Iterable<T>): string => {
  const list = [...all];
  return list.length > 0 ? dice.pick(list).id : '00000000-0000-7000-8000-000000000000';
};

/** Lists that also go out as workbooks. */
const books = ['organisations', 'people', 'pairings', 'records', 'ledgers', 'reports'];

/** An address that says something about other people, to be read by somebody; now and then as a workbook. */
export const readsOf = (m: Model, by: Held, dice: Dice): { readonly url: string; readonly workbook: boolean } => {
  const own = [...m.programmes.values()].filter((p) => p.district === by.district);
  const p = dice.pick(dice.chance(80) ? own : [...m.programmes.values()]);
  const near = <T>(map: ReadonlyMap<string, T>) =>
    [...map.values()].filter((x) => (x as { district?: string }).district === by.district || dice.chance(10)) as (T & {
      id: string;
    })[];
  const url = dice.pick([
    '/api/organisations?state=all&size=200',
    `/api/organisations?q=${encodeURIComponent('⟨')}&size=200`,
    `/api/organisations/${pick(dice, near(m.orgs))}`,
    `/api/organisations/${pick(dice, near(m.orgs))}/events`,
    `/api/organisations/${pick(dice, near(m.orgs))}/impact`,
    '/api/people?size=200',
    '/api/people?state=left&size=200',
    `/api/people?q=${encodeURIComponent('⟨')}&size=200`,
    `/api/people/${pick(dice, near(m.people))}/places`,
    `/api/people/${pick(dice, near(m.people))}/in-hand`,
    '/api/people/duplicates?size=200',
    '/api/users?size=200',
    `/api/users/candidates?organisation=${pick(dice, near(m.orgs))}&size=200`,
    '/api/programmes?size=200',
    `/api/programmes/${p.id}`,
    `/api/programmes/${p.id}/pairings?size=200`,
    `/api/programmes/${p.id}/pairings?q=${encodeURIComponent('⟨')}&size=200`,
    `/api/programmes/${p.id}/records?size=200`,
    `/api/programmes/${p.id}/records?organisation=${pick(dice, near(m.orgs))}`,
    `/api/programmes/${p.id}/forms/${p.form}/start`,
    `/api/programmes/${p.id}/ledgers/visits?size=200`,
    `/api/programmes/${p.id}/reports/overview`,
    `/api/programmes/${p.id}/duties?period=2026-11`,
    `/api/programmes/${p.id}/candidates?side=helper&size=200`,
    `/api/programmes/${p.id}/candidates?side=helped&size=200`,
    `/api/programmes/${p.id}/eligible?side=helper&size=200`,
    `/api/programmes/${p.id}/rectifications?size=200`,
    `/api/programmes/${p.id}/registers/${p.register}/entries?size=200`,
    `/api/programmes/${p.id}/teams?size=200`,
    `/api/programmes/${p.id}/teams?q=${encodeURIComponent('⟨')}&size=200`,
    `/api/programmes/${p.id}/teams?mine=yes&size=200`,
    `/api/teams/${pick(dice, near(m.teams))}`,
    `/api/teams/${pick(dice, near(m.teams))}`,
    `/api/teams/${pick(dice, near(m.teams))}?on=2026-11-24`,
    `/api/programmes/${p.id}/ending`,
    `/api/programmes/${p.id}/rollover`,
    `/api/pairings/${pick(dice, near(m.pairings))}`,
    `/api/pairings/${pick(dice, near(m.pairings))}/inside?size=200`,
    `/api/records/${pick(dice, near(m.records))}`,
    `/api/records/${pick(dice, near(m.records))}/history`,
    '/api/reviews?size=200',
    '/api/workbench',
    '/api/audit?size=200',
    '/api/filed-sheets?size=200',
    '/api/session',
    '/api/delegations',
    '/api/delegations/colleagues',
    `/api/search?q=${encodeURIComponent('⟨')}`,
    `/api/search?q=${encodeURIComponent('人')}`,
  ]);
  return { url, workbook: dice.chance(15) && books.some((word) => url.includes(word)) };
};
