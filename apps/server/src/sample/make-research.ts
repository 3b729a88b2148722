import { Inside, InsideProposals, Offers } from '@xieshou/core';
import onlineResearchPairs from '@xieshou/online-research-pairs';
import { addDays } from '@xieshou/sdk';
import type { Kit } from './kit.js';
import * as sample from './research.js';

/** Teachers of one school and two others: some are pairs, some wait for an agreement, some have nobody. */
export const makeResearch = async (
  kit: Kit,
  o: { readonly bureau: string; readonly places: ReadonlyMap<string, string> },
): Promise<void> => {
  const { day, lately } = kit;
  const { username, name, code, contact, phone } = sample.school;
  const made = { kind: 'school', ownership: 'public', schoolKind: 'junior', code, contact, phone };
  const places = new Map(o.places);
  places.set(username, await kit.organisation({ name, ...made, parent: places.get('河西中心校')! }));
  await kit.account(username, contact, 'schoolAdministrator', places.get(username)!);
  const station = await kit.organisation({ name: '教育装备中心', kind: 'section', parent: o.bureau });
  await kit.account('zhuangbei', '范一鸣', 'sectionMember', station);
  // Whoever compiles a paper does not sign it: a colleague does.
  await kit.account('yizhongban', '姚海燕', 'schoolAdministrator', places.get(sample.helping)!);
  kit.desk(places.get(sample.helping)!, 'yizhongban');
  kit.desk(places.get('dongjiao')!, 'dongjiao');
  for (const [place, teachers] of Object.entries(sample.teachers))
    for (const [n, [teacher, subject, post]] of teachers.entries())
      await kit.person({
        name: teacher,
        kind: 'teacher',
        code: `W${n + 1}`,
        subject,
        post,
        organisation: places.get(place)!,
      });

  const opened = addDays(kit.from, 20);
  const programme = await kit.programme('officer', onlineResearchPairs, {
    preset: 'plan14',
    title: '网络教研结对',
    settings: { teachers: 10, compiler: sample.compiler, openedOn: opened, researchPerQuarter: 1 },
    organisations: [sample.helping, ...sample.helped].map((key) => ({ id: places.get(key)!, subtree: true })),
  });
  const pairings: string[] = [];
  for (const key of sample.helped) {
    const sides = { helper: places.get(sample.helping)!, helped: places.get(key)! };
    pairings.push(await kit.pair('officer', programme, { ...sides, appointed: { station } }));
  }

  const helper = await kit.as(sample.helping);
  const { pairs } = await kit.app
    .get(InsideProposals)
    .list(helper({ params: { id: programme }, query: { inside: 'teachers' } }));
  kit.standAt(day(4));
  await kit.app.get(InsideProposals).arrange(
    helper({
      params: { id: programme },
      body: {
        inside: 'teachers',
        startsOn: kit.from,
        pairs: pairs.map((p) => ({ pairing: p.pairing, kind: p.kind, helper: p.helper.id, helped: p.helped.id })),
      },
    }),
  );
  const agreed = new Map<string, string>();
  kit.standAt(day(9));
  for (const [n, key] of sample.helped.entries()) {
    const own = await kit.as(key);
    const query = { page: 1, size: 50 };
    const { offers } = await kit.app.get(Inside).list(own({ params: { id: pairings[n]! }, query }));
    // English waits, and at the second school chemistry is declined.
    for (const { id, kind, version } of offers.filter((one) => one.kind !== 'english')) {
      if (n === 1 && kind === 'chemistry')
        await kit.app.get(Offers).decline(own({ params: { id }, version, body: { reason: sample.declined } }));
      else {
        await kit.app.get(Offers).agree(own({ params: { id }, version }));
        agreed.set(`${key} ${kind}`, id);
      }
    }
  }

  const write = (by: string, form: string, about: readonly string[], on: string, data: object) =>
    kit.write(by, programme, { form, about, on, data: { ...data } });
  const [near, far] = [agreed.get('dongjiao physics')!, agreed.get('hexichu mathematics')!];
  const own = sample.helping;
  await kit.answer(await write(own, 'agreement', [pairings[0]!], day(5), sample.agreement));
  // The second school has not signed yet.
  await kit.answer(
    await write(own, 'agreement', [pairings[1]!], day(6), { ...sample.agreement, heads: '任少波、柏松' }),
    {
      but: 'hexichu',
    },
  );
  await write(own, 'schemePlan', pairings, day(7), sample.scheme);
  await write(own, 'reserve', pairings, addDays(opened, -3), { subject: 'physics', pieces: 24 });
  await kit.answer(
    await write(own, 'usageSheet', pairings, addDays(kit.from, 23), { ...sample.sheet, compiler: sample.compiler }),
  );
  // Each school's report is a paper of its own; the station has not received the second one.
  for (const [n, pairing] of pairings.entries())
    await kit.answer(
      await write(own, 'progressReport', [pairing], addDays(kit.from, 24), sample.progress),
      n === 0 ? {} : { but: 'zhuangbei' },
    );
  await kit.answer(
    await write(own, 'friendship', [near], addDays(opened, 1), { spaces: '程志远的物理空间、翟大鹏的课堂' }),
  );
  await write('hexichu', 'friendship', [far], addDays(opened, 4), {});
  await kit.answer(await write(own, 'research', [near], addDays(opened, 4), { subject: 'physics', ...sample.first }));
  await write('dongjiao', 'wanted', [near], addDays(opened, 15), { subject: 'physics', ...sample.wanted });
  await kit.answer(await write(own, 'resource', [near], addDays(opened, 24), { subject: 'physics', ...sample.given }));
  await kit.answer(await write(own, 'research', [near], addDays(opened, 30), { subject: 'physics', ...sample.study }));
  if (lately >= opened) await write(own, 'research', [far], lately, { subject: 'mathematics', ...sample.lesson });
};
