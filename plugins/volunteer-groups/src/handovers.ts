import {
  attachments,
  choice,
  choices,
  day,
  finding,
  type Finding,
  formsWith,
  money,
  type PartySnapshot,
  person,
  splitFen,
  t,
  yuan,
} from '@xieshou/sdk';
import { childOf, giftFor } from './children.js';
import { gifts, type Settings, settings } from './settings.js';

const form = formsWith(settings);

const parts = [
  { value: 'bag', title: t('书包', 'School bag') },
  { value: 'pencilBox', title: t('文具盒', 'Pencil box') },
  { value: 'pencilBag', title: t('笔袋', 'Pencil bag') },
  { value: 'pencils', title: t('铅笔', 'Pencils') },
  { value: 'watercolours', title: t('水彩笔', 'Watercolour pens') },
  { value: 'wax', title: t('蜡笔', 'Wax crayons') },
] as const;

/** What belongs to every kit: of alternatives one is enough. */
const kit = [['bag'], ['pencilBox', 'pencilBag'], ['pencils'], ['watercolours', 'wax']] as const;

const signed = {
  leader: person({ title: t('签收交接的负责人', 'Leader who hands over'), from: 'helper', prefill: 'me' }),
  received: choice(
    [
      { value: 'school', title: t('学校教师', 'A teacher of the school') },
      { value: 'guardian', title: t('监护人', 'The guardian') },
    ],
    { title: t('接收人', 'Received by') },
  ),
  evidence: attachments({ title: t('签收单', 'Signed sheet'), max: 3 }),
};

/** The team's leader of that day signs for what is handed over. */
const byLeader = (leader: string, { team }: Pick<PartySnapshot, 'team'>): Finding => {
  const name = team?.members.find(({ id }) => id === team.leader)?.name ?? '—';
  return {
    ...finding(
      'byLeader',
      team?.leader === leader,
      t(`须由当日的负责人签收：${name}`, `The leader of that day signs: ${name}`),
    ),
    field: 'leader',
  };
};

/** 标准配置 (六): one for every child. */
export const standardKit = form({
  title: t('学习用品交接', 'Handing over the kit'),
  purpose: t(
    '标准配置：书包、文具盒或笔袋、铅笔、水彩笔或蜡笔，每名儿童一套。',
    'The standard kit, one for each child: bag, pencil box or bag, pencils, watercolour pens or crayons.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: day({ title: t('交接日期', 'Day'), prefill: 'today' }),
    parts: choices(parts, { title: t('物品', 'Parts') }),
    ...signed,
  },
  checks: (data, _, { helper }) => [
    ...kit.map((alternatives) => {
      const names = alternatives.map((value) => parts.find((p) => p.value === value)!.title);
      return {
        ...finding(
          'complete',
          alternatives.some((value) => data.parts.includes(value)),
          t(
            `标准配置应有${names.map(({ zh }) => zh).join('或')}`,
            `The kit holds: ${names.map(({ en }) => en.toLowerCase()).join(' or ')}`,
          ),
        ),
        field: 'parts',
      };
    }),
    byLeader(data.leader, helper),
  ],
  brief: ['on', 'parts', 'received'],
  version: 1,
});

/** Who bears how much: equal parts to the cent; what does not come out even is borne by those with the smallest id. */
const shared = (cost: number, { team }: Pick<PartySnapshot, 'team'>): readonly Finding[] => {
  const members = team?.members ?? [];
  if (cost === 0 || members.length === 0) return [];
  const each = splitFen(cost, members.length);
  const said = members.map(({ name }, at) => `${name} ${yuan(each[at]!)}`);
  return [
    finding(
      'shared',
      true,
      t(
        `费用由当日 ${members.length} 名成员分担（元）：${said.join('、')}`,
        `Shared by the ${members.length} member(s) of that day, in yuan: ${said.join(', ')}`,
      ),
      { cost, members: members.length },
    ),
  ];
};

const equal = (gift: string, helped: PartySnapshot, s: Settings): Finding => {
  const wanted = giftFor(childOf(helped)?.['grade'], s);
  return {
    ...finding(
      'sameGift',
      wanted?.gift === gift,
      wanted
        ? t(
            `${wanted.grade.zh}所在组的礼物统一为${wanted.title.zh}`,
            `The gift of the group of ${wanted.grade.en.toLowerCase()} is: ${wanted.title.en.toLowerCase()}`,
          )
        : t('该儿童没有列入登记，不知道属于哪一组', 'The child is not in the register: its group is not known'),
    ),
    field: 'gift',
  };
};

/** 一对一礼物 (六、七): the same for all children of a group. */
export const gift = form({
  title: t('礼物交接', 'Handing over the gift'),
  purpose: t(
    '同组儿童的礼物一样；费用由小分队当日成员平均分担。',
    'Children of one group are given the same; its cost is shared equally by the members of that day.',
  ),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: day({ title: t('交接日期', 'Day'), prefill: 'today' }),
    gift: choice(gifts, { title: t('礼物', 'Gift') }),
    means: choice(
      [
        { value: 'shared', title: t('成员分担', 'Shared by the members') },
        { value: 'earned', title: t('勤工俭学所得', 'Earned by own work') },
      ],
      { title: t('费用来源', 'Source of the money') },
    ),
    cost: money({ title: t('礼物费用', 'Cost'), min: 1, max: 100_000 }),
    ...signed,
  },
  checks: (data, s, { helper, helped }) => [
    equal(data.gift, helped, s),
    byLeader(data.leader, helper),
    ...(data.means === 'shared' ? shared(data.cost, helper) : []),
  ],
  facts: (data) => [{ name: 'cost', amount: data.cost, kind: data.gift }],
  index: ['gift'],
  brief: ['on', 'gift', 'cost'],
  version: 1,
});
