import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pinyin } from 'pinyin-pro';
import plugin from '@xieshou/public-private-supervision';
import { ids } from './lesson.js';
import { readSheet, writeSheet } from './sheet.js';
import type { LedgerRow, NewPerson, SessionRow, Store } from './store.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const kinds: Readonly<Record<string, string>> = { 教师: 'teacher', 学生: 'student', 职工: 'staff', 其他: 'other' };
const titles = ['姓名', '单位', '类别', '工号或学号', '职务', '任教学科'];
const subjects = new Map(
  Object.entries({
    chinese: '语文',
    mathematics: '数学',
    english: '英语',
    science: '科学',
    sports: '体育与健康',
    music: '音乐',
    art: '美术',
  }),
);

const soundsOf = (name: string) => {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true, surname: 'head' })
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter((syllable) => syllable !== '');
  return { initials: syllables.map((syllable) => syllable[0]).join(''), pinyin: syllables.join('') };
};

/** People out of a workbook, or the rows that are faulty. */
const peopleIn = (workbook: Buffer, places: ReadonlyMap<string, string>, district: string) => {
  const people: NewPerson[] = [];
  const faulty: number[] = [];
  const seen = new Set<string>();
  const at = new Date().toISOString();
  let n = 0;
  for (const [name = '', place = '', kind = '', code = '', post = '', subject = ''] of readSheet(workbook)) {
    n += 1;
    if (n === 1) {
      if (name !== titles[0]) throw new Error('another template');
      continue;
    }
    const organisation = places.get(place);
    const key = `${organisation} ${code}`;
    const right =
      name.length > 0 &&
      name.length <= 50 &&
      code.length > 0 &&
      code.length <= 30 &&
      post.length <= 30 &&
      subject.length <= 30;
    if (!right || !organisation || !kinds[kind] || seen.has(key)) {
      faulty.push(n);
      continue;
    }
    seen.add(key);
    people.push({
      id: ids.next(),
      organisation,
      district,
      name,
      key: name.toLowerCase(),
      ...soundsOf(name),
      kind: kinds[kind],
      code,
      post: post || null,
      subject: subject || null,
      at,
    });
  }
  return { people, faulty };
};

const columns = [
  '序号',
  '日期',
  '公办学校',
  '民办学校',
  '活动类型',
  '主题',
  '学科',
  '年级班级',
  '主讲教师',
  '参加人数',
  '效果',
  '记录人',
  '对方确认',
];

function* ledgerRows(rows: Iterable<LedgerRow>) {
  yield columns;
  let n = 0;
  for (const row of rows) {
    n += 1;
    const data = JSON.parse(row.data) as Record<string, string | number | undefined>;
    yield [
      n,
      row.on_day,
      row.helper_name,
      row.helped_name,
      plugin.forms[row.form]!.title.zh,
      data['theme'] ?? null,
      subjects.get(String(data['subject'])) ?? null,
      data['grade'] ?? null,
      row.teacher_name,
      data['attendees'] ?? null,
      data['effect'] ?? null,
      row.user_name,
      row.subject_state === 'confirmed' ? '已确认' : '待确认',
    ];
  }
}

/** Workbooks in and out, by hand. */
export const installBooks = (o: {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly sessionOf: (request: FastifyRequest) => Promise<SessionRow>;
}): void => {
  const { app, store, sessionOf } = o;
  app.addContentTypeParser(xlsx, { parseAs: 'buffer' }, async (_: FastifyRequest, body: Buffer) => body);
  app.post<{ Body: Buffer }>('/api/people/import', async (request) => {
    const session = await sessionOf(request);
    const places = await store.organisations(session.district_id);
    const { people, faulty } = peopleIn(request.body, places, session.district_id);
    const audit = {
      id: ids.next(),
      at: new Date().toISOString(),
      district: session.district_id,
      account: session.account_id,
      role: session.role,
      detail: JSON.stringify({ register: 'people', add: people.length, error: faulty.length }),
    };
    if (faulty.length === 0) await store.addPeople(people, audit);
    return { added: faulty.length === 0 ? people.length : 0, faulty };
  });
  app.get<{ Params: { programme: string }; Querystring: { from: string; to: string } }>(
    '/api/programmes/:programme/ledgers/activities',
    async (request, reply) => {
      await sessionOf(request);
      const rows = await store.ledger({
        programme: request.params.programme,
        forms: plugin.ledgers['activities']!.from,
        ...request.query,
      });
      reply.raw.writeHead(200, { 'content-type': xlsx });
      reply.hijack();
      await writeSheet(ledgerRows(rows), (chunk) => void reply.raw.write(chunk));
      reply.raw.end();
    },
  );
};
