import { belowDuties, filings, type Reader, report, schoolSubjects, t } from '@xieshou/sdk';

const sides = {
  helper: { title: t('帮扶学校', 'Helping school'), kind: 'text' },
  helped: { title: t('受援学校', 'Helped school'), kind: 'text' },
} as const;
const count = (zh: string, en: string) => ({ title: t(zh, en), kind: 'integer', total: true }) as const;
const subjectColumn = { title: t('学科', 'Subject'), kind: 'text' } as const;

export const subjectTitle = (key: string | null): string =>
  schoolSubjects.find(({ value }) => value === key)?.title.zh ?? '未登记';

/** Confirmed facts of some pairs, by name: how many, or their sum. */
export const summed = (read: Reader, pairs: ReadonlySet<string>) => {
  const of = (name: string, what: 'count' | 'sum', kind?: string) =>
    read
      .tallies()
      .filter((one) => one.state === 'confirmed' && one.name === name && pairs.has(one.pairing))
      .filter((one) => kind === undefined || one.kind === kind)
      .reduce((total, one) => total + one[what], 0);
  return {
    records: (name: string) => of(name, 'count'),
    sum: (name: string, kind?: string) => of(name, 'sum', kind),
  };
};

export const teachers = (read: Reader) => read.inside().filter(({ inside }) => inside === 'teachers');

/** 未结对教师: who waits, on either side. */
export const unmatched = report({
  title: t('未结对教师', 'Teachers without a pair'),
  purpose: t(
    '今天还没有结对、也不在等候双方同意的教师。帮扶方多出的教师等候，不作一对多。',
    'Teachers who are in no pair today and wait for no agreement. Helpers who are left over wait: nobody takes two.',
  ),
  columns: {
    side: { title: t('一方', 'Side'), kind: 'text' },
    school: { title: t('学校', 'School'), kind: 'text' },
    subject: subjectColumn,
    teacher: { title: t('教师', 'Teacher'), kind: 'text' },
  },
  counts: [],
  unpaired: ['teachers'],
  rows: (read) =>
    read.unpaired('teachers').map(({ side, person, place, kind }) => ({
      side: (side === 'helper' ? sides.helper : sides.helped).title.zh,
      school: place.name,
      subject: subjectTitle(kind),
      teacher: person.name,
    })),
});

/** A name without the school behind it, where the school has a column of its own. */
const bare = (name: string, school: string) =>
  name.endsWith(`（${school}）`) ? name.slice(0, -school.length - 2) : name;

/** 需开通空间教师名单 (三（二）): everybody in a pair, and those who wait for one, by school and subject. */
export const accounts = report({
  title: t('需开通空间教师名单', 'Teachers who need a learning space'),
  purpose: t(
    '由教师结对和人员名册生成：已结对的教师和尚未结对的教师，按学校和学科排列；等候对方同意的在同意后列入。',
    'Made from the pairs and the register of people: teachers in a pair and teachers without one, by school and subject; whoever waits for an agreement follows once it is given.',
  ),
  columns: {
    school: { title: t('学校', 'School'), kind: 'text' },
    side: { title: t('一方', 'Side'), kind: 'text' },
    subject: subjectColumn,
    teacher: { title: t('教师', 'Teacher'), kind: 'text' },
    partner: { title: t('结对教师', 'Paired with'), kind: 'text' },
    accounts: count('账号（个）', 'Accounts'),
  },
  counts: [],
  unpaired: ['teachers'],
  rows: (read) => {
    const schools = new Map(read.pairings().map((g) => [g.id, g]));
    const paired = teachers(read).flatMap(({ pairing, kind, helper, helped }) => {
      const around = schools.get(pairing);
      if (!around) return [];
      const [ours, theirs] = [bare(helper.name, around.helper.name), bare(helped.name, around.helped.name)];
      return [
        {
          side: 'helper' as const,
          school: around.helper.name,
          kind,
          id: helper.id,
          teacher: ours,
          partner: helped.name,
        },
        {
          side: 'helped' as const,
          school: around.helped.name,
          kind,
          id: helped.id,
          teacher: theirs,
          partner: helper.name,
        },
      ];
    });
    const left = read.unpaired('teachers').map(({ side, person, place, kind }) => {
      return { side, school: place.name, kind, id: person.id, teacher: person.name, partner: null };
    });
    // One account for each teacher, whoever has been in several pairs of the period.
    const all = [...new Map([...left, ...paired].map((one) => [one.id, one])).values()];
    const at = (kind: string | null) => schoolSubjects.findIndex(({ value }) => value === kind) + 1 || 1000;
    const order = [...new Set([...schools.values()].flatMap((g) => [g.helper.name, g.helped.name]))];
    return all
      .sort((a, b) => order.indexOf(a.school) - order.indexOf(b.school) || at(a.kind) - at(b.kind))
      .map(({ side, school, kind, teacher, partner }) => ({
        school,
        side: (side === 'helper' ? sides.helper : sides.helped).title.zh,
        subject: subjectTitle(kind),
        teacher,
        partner,
        accounts: 1,
      }));
  },
});

export const bySubject = report({
  title: t('分学科结对情况', 'Pairs by subject'),
  purpose: t(
    '各学科的结对、互认好友、资源和教研；均为对方已确认的。',
    'Pairs, friends, resources and research of each subject, as confirmed.',
  ),
  columns: {
    subject: subjectColumn,
    pairs: count('结对', 'Pairs'),
    friends: count('互认好友', 'Friends'),
    resources: count('资源件数', 'Resources'),
    research: count('网络教研', 'Research'),
    minutes: count('教研分钟', 'Minutes'),
  },
  counts: ['friendship', 'resource.pieces', 'research', 'research.minutes'],
  rows: (read) => {
    const all = teachers(read);
    return schoolSubjects
      .map(({ value }) => ({ value, own: new Set(all.filter(({ kind }) => kind === value).map(({ id }) => id)) }))
      .filter(({ own }) => own.size > 0)
      .map(({ value, own }) => {
        const of = summed(read, own);
        return {
          subject: subjectTitle(value),
          pairs: own.size,
          friends: of.records('friendship'),
          resources: of.sum('resource.pieces'),
          research: of.records('research'),
          minutes: of.sum('research.minutes'),
        };
      });
  },
  chart: { kind: 'bar', by: 'subject', series: ['pairs', 'friends'] },
  drill: { friends: 'friendship', resources: 'resource', research: 'research' },
});

/** 资源供需: asked for and delivered, by the subject of the resource. */
export const resources = report({
  title: t('资源供需情况', 'Resources asked for and given'),
  purpose: t(
    '按资源所属学科统计件数；储备是空间开通前备好的。',
    'Pieces by the subject of the resource; the reserve was made before the opening.',
  ),
  columns: {
    subject: subjectColumn,
    reserve: count('储备', 'Reserve'),
    wanted: count('需求', 'Asked for'),
    given: count('已提供', 'Given'),
    asked: count('其中应需求', 'of them as asked'),
    open: count('尚缺', 'Still missing'),
  },
  counts: ['reserve.pieces', 'wanted.pieces', 'resource.pieces', 'resource.asked'],
  rows: (read) => {
    const pairs = summed(read, new Set(teachers(read).map(({ id }) => id)));
    // A reserve is made once for all schools: it counts at one of them.
    const first = summed(
      read,
      new Set(
        read
          .pairings()
          .slice(0, 1)
          .map(({ id }) => id),
      ),
    );
    return schoolSubjects
      .map(({ value }) => {
        const [wanted, asked] = [pairs.sum('wanted.pieces', value), pairs.sum('resource.asked', value)];
        return {
          subject: subjectTitle(value),
          reserve: first.sum('reserve.pieces', value),
          wanted,
          given: pairs.sum('resource.pieces', value),
          asked,
          open: Math.max(0, wanted - asked),
        };
      })
      .filter(({ reserve, wanted, given }) => reserve + wanted + given > 0);
  },
  chart: { kind: 'bar', by: 'subject', series: ['wanted', 'given'] },
  drill: { reserve: 'reserve', wanted: 'wanted', given: 'resource' },
});

const filed = (form: 'progressReport' | 'usageSheet', zh: string, en: string) =>
  filings({
    title: t(`${zh}报送情况`, `${en}: filed`),
    purpose: t(
      '每季度末月 21 日至月底报送：未报、已报、退回、已签收、逾期报送和逾期的期数。',
      'From the 21st to the end of each quarter’s last month: missing, handed in, returned, received, late, overdue.',
    ),
    helper: sides.helper.title,
    helped: sides.helped.title,
    form,
  });
export const quarterlySheets = filed('usageSheet', '应用情况表', 'Form of use');
export const quarterlyReports = filed('progressReport', '季度书面汇报', 'Written report');

export const planRevisions = report({
  title: t('实施方案修订记录', 'Revisions of the plan'),
  purpose: t('所选时间内制定和修订的实施方案，先后排列。', 'Plans made and revised in the period, in their order.'),
  columns: {
    ...sides,
    number: { title: t('序号', 'No.'), kind: 'integer' },
    on: { title: t('日期', 'Day'), kind: 'text' },
    edition: { title: t('版本', 'Edition'), kind: 'text' },
    why: { title: t('修订原因和内容', 'What is revised, and why'), kind: 'text' },
  },
  counts: [],
  reads: ['schemePlan'],
  rows: (read) =>
    read.pairings().flatMap(({ id, helper, helped }) =>
      read
        .records('schemePlan')
        .filter(({ pairing }) => pairing === id)
        .map(({ on, data }, n) => ({
          pairing: id,
          helper: helper.name,
          helped: helped.name,
          number: n + 1,
          on,
          edition: data['edition'] === 'revised' ? '修订' : '首次制定',
          why: typeof data['why'] === 'string' ? data['why'] : null,
        })),
    ),
  drill: { edition: 'schemePlan' },
});

export const belowDuty = belowDuties({
  title: t('未达标清单', 'Below the duties'),
  purpose: t('现在还没有达到要求的结对学校和结对教师。', 'Schools and teachers who miss something now.'),
  helper: t('帮扶方', 'Helping side'),
  helped: t('受援方', 'Helped side'),
});
