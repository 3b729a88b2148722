import { setTimeout as sleep } from 'node:timers/promises';
import { addDays } from '@xieshou/sdk';
import type { Order } from '../arguments.js';
import { type Ask, connectionTo, signIn, type Session } from '../client.js';
import { writeSheet } from '../floor/sheet.js';
import { type Dataset } from '../land/dataset.js';
import { PASSWORD } from '../land/district.js';
import { type Contender, type Running, startServer } from '../processes.js';
import { type Line, shownRatio, shownSize, shownTime } from '../results.js';
import { median, type Ratio } from '../rounds.js';

// What is measured with a server to itself, begun anew each time: the most memory it ever held is then its own.

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const IMPORTED = 10_000;
const EXPORTED = 49_500;
const TIMES = 2;
const MEMORY = 200 * 1_048_576;

/** One go at something with one server: how long it took, and the most memory the server held. */
interface Go {
  readonly milliseconds: number;
  readonly peak: number;
}

interface Done {
  readonly ours: readonly Go[];
  readonly floor: readonly Go[];
}

const succeed = async (port: number, o: Ask): Promise<Buffer> => {
  const answer = await connectionTo(port)(o);
  if (answer.status >= 300) throw new Error(`${o.path}: ${answer.status} ${answer.bytes.toString().slice(0, 500)}`);
  return answer.bytes;
};

/** Both servers, one after the other, a few times. */
const bothAlone = async (
  dataset: Dataset,
  session: Session,
  work: (server: Running, session: Session, time: number) => Promise<void>,
): Promise<Done> => {
  const done: Record<Contender, Go[]> = { ours: [], floor: [] };
  for (let time = 0; time < TIMES; time++)
    for (const who of ['ours', 'floor'] as const) {
      const server = await startServer(who, dataset);
      try {
        const began = performance.now();
        await work(server, session, time);
        done[who].push({ milliseconds: performance.now() - began, peak: (await server.usage()).peak });
      } finally {
        await server.stop();
      }
    }
  return done;
};

const sessionOfOfficer = async (dataset: Dataset): Promise<Session> => {
  const server = await startServer('ours', dataset);
  try {
    return await signIn(server.port, dataset.district.officer, PASSWORD);
  } finally {
    await server.stop();
  }
};

const ratio = (done: Done, what: (go: Go) => number): Ratio => {
  const ratios = done.ours.map((go, i) => what(go) / what(done.floor[i]!));
  return { middle: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
};

const middleOf = (goes: readonly Go[]) => ({
  milliseconds: median(goes.map((go) => go.milliseconds)),
  peak: Math.max(...goes.map((go) => go.peak)),
});

const bookLine = (o: { workload: 'W4' | 'W5'; what: string; done: Done }): Line => {
  const [ours, floor] = [middleOf(o.done.ours), middleOf(o.done.floor)];
  const times = ratio(o.done, (go) => go.milliseconds);
  const shown = (m: Go) => `${shownTime(m.milliseconds)}, peak ${shownSize(m.peak)}`;
  return {
    workload: o.workload,
    what: o.what,
    ours: shown(ours),
    floor: shown(floor),
    ratio: shownRatio(times),
    goal: '≤ 2, < 200 MiB',
    met: times.middle <= 2 && ours.peak < MEMORY,
  };
};

/** W4: 10,000 people from a workbook; ours is read, looked at, and then applied. */
export const measureImport = async (dataset: Dataset): Promise<Line[]> => {
  const { pairs } = dataset.district;
  const bookOf = async (who: Contender, time: number): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    const rows = [
      ['姓名', '单位', '类别', '工号或学号', '职务', '任教学科'],
      ...Array.from({ length: IMPORTED }, (_, n) => [
        `李${'文静远明华'[n % 5]}${'之一二三四五六'[n % 7]}`,
        pairs[n % pairs.length]!.helper.name,
        '教师',
        `${who === 'ours' ? 'A' : 'B'}${time}-${n}`,
        '教师',
        '语文',
      ]),
    ];
    await writeSheet(rows, (chunk) => void chunks.push(chunk));
    return Buffer.concat(chunks);
  };
  const books = new Map<string, Buffer>();
  for (const who of ['ours', 'floor'] as const)
    for (let time = 0; time < TIMES; time++) books.set(`${who} ${time}`, await bookOf(who, time));
  const session = await sessionOfOfficer(dataset);
  const done = await bothAlone(dataset, session, async ({ who, port }, { cookie, csrf }, time) => {
    const headers = { cookie, 'x-csrf-token': csrf };
    const answer = await succeed(port, {
      method: 'POST',
      path: '/api/people/import',
      headers: { ...headers, 'content-type': xlsx },
      body: books.get(`${who} ${time}`)!,
    });
    if (who === 'floor') {
      const { added } = JSON.parse(answer.toString()) as { added: number };
      if (added !== IMPORTED) throw new Error(`the floor imported ${added}`);
      return;
    }
    const { id } = JSON.parse(answer.toString()) as { id: string };
    const until = async (state: string): Promise<void> => {
      for (;;) {
        const it = JSON.parse(
          (await succeed(port, { method: 'GET', path: `/api/imports/${id}`, headers: { cookie } })).toString(),
        ) as { state: string; counts: { add: number; error: number }; refusal: string | null };
        if (it.state === state) {
          if (it.counts.add !== IMPORTED) throw new Error(`ours imported ${JSON.stringify(it.counts)}`);
          return;
        }
        if (it.state === 'failed') throw new Error(it.refusal ?? 'the import failed');
        await sleep(20);
      }
    };
    await until('ready');
    await succeed(port, {
      method: 'POST',
      path: `/api/imports/${id}/apply`,
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"rows":"all"}',
    });
    await until('applied');
  });
  return [bookLine({ workload: 'W4', what: 'import 10,000 people from .xlsx', done })];
};

/** W5: a ledger of as many rows as one workbook may have, or of all there are. */
export const measureExport = async (dataset: Dataset): Promise<Line[]> => {
  const { programme, from, today } = dataset.district;
  const days = (Date.parse(today) - Date.parse(from)) / 86_400_000;
  const first = addDays(today, -Math.min(days, Math.floor((EXPORTED / (dataset.rows * 0.9)) * days)));
  const session = await sessionOfOfficer(dataset);
  const sizes: number[] = [];
  const done = await bothAlone(dataset, session, async ({ port }, { cookie }) => {
    const path = `/api/programmes/${programme}/ledgers/activities?from=${first}&to=${today}`;
    sizes.push((await succeed(port, { method: 'GET', path, headers: { cookie, accept: xlsx } })).length);
  });
  if (sizes.some((size) => size < 100_000)) throw new Error(`a workbook has ${Math.min(...sizes)} bytes only`);
  const rows = Math.min(EXPORTED, dataset.rows * 0.9);
  return [bookLine({ workload: 'W5', what: `export about ${Math.round(rows / 1000)},000 rows as .xlsx`, done })];
};

/** W6 and the idle half of W7: how long a start takes, and what the server holds when nobody asks. */
export const measureStart = async (dataset: Dataset, order: Order): Promise<Line[]> => {
  const begun: Record<Contender, { milliseconds: number; idle: number }[]> = { ours: [], floor: [] };
  for (let round = 0; round < Math.max(3, order.rounds); round++)
    for (const who of ['ours', 'floor'] as const) {
      const server = await startServer(who, dataset);
      await sleep(1500);
      begun[who].push({ milliseconds: server.started, idle: (await server.usage()).rss });
      await server.stop();
    }
  const ratios = begun.ours.map((one, i) => one.milliseconds / begun.floor[i]!.milliseconds);
  const times = { middle: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
  const of = (who: Contender, what: 'milliseconds' | 'idle') => median(begun[who].map((one) => one[what]));
  return [
    {
      workload: 'W6',
      what: 'start to the first 200',
      ours: shownTime(of('ours', 'milliseconds')),
      floor: shownTime(of('floor', 'milliseconds')),
      ratio: shownRatio(times),
      goal: '≤ 4',
      met: times.middle <= 4,
    },
    {
      workload: 'W7',
      what: 'memory idle',
      ours: shownSize(of('ours', 'idle')),
      floor: shownSize(of('floor', 'idle')),
      ratio: (of('ours', 'idle') / of('floor', 'idle')).toFixed(2),
      goal: '≤ 150 MiB',
      met: of('ours', 'idle') <= 150 * 1_048_576,
    },
  ];
};
