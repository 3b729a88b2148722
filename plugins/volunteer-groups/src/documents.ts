import { type DocumentBlock, type ProgrammeDocument, t, yuan } from '@xieshou/sdk';
import { giftFor } from './children.js';
import { giftsOfChildren } from './gifts-of-children.js';
import { bands, type Settings } from './settings.js';

/** Said where a sheet is signed: whoever has a gift is given no second one. */
const moreThanOne = (names: readonly string[]): readonly DocumentBlock[] =>
  names.length === 0
    ? []
    : [
        {
          kind: 'note',
          text: t(
            `${names.join('、')}已收礼物多于一件；同组每名儿童一件，请核对后更正。`,
            `${names.join(', ')}: more than one gift, where every child of a group is given one. Please check and correct it.`,
          ),
        },
      ];

/** 结对与交接签收表 (七): one row for each child, to be signed on the day. */
const signingSheet: ProgrammeDocument<Settings> = {
  of: 'programme',
  title: t('结对与物品交接签收表', 'Pairs and handovers'),
  purpose: t(
    '每个结对一行，现场由负责人和接收人签名。',
    'A row for each pair, signed on the day by the leader and whoever receives.',
  ),
  orientation: 'landscape',
  reads: ['gift'],
  counts: [],
  parts: (read, { pairings }) => {
    const children = new Map(pairings.map(({ id, helped }) => [id, helped.id]));
    const given = read.records('gift').map(({ pairing }) => children.get(pairing));
    const giftsOf = (child: string) => given.filter((one) => one === child).length;
    const teams = new Map(read.teams().map((one) => [one.id, one]));
    return [
      {
        kind: 'table',
        columns: [
          { title: t('序号', 'No.'), width: 1 },
          { title: t('学院', 'College'), width: 3 },
          { title: t('小分队', 'Team'), width: 3 },
          { title: t('负责人', 'Leader'), width: 2 },
          { title: t('儿童', 'Child'), width: 2 },
          { title: t('学校', 'School'), width: 3 },
          { title: t('已收礼物（件）', 'Gifts so far'), width: 2 },
          { title: t('负责人签名', 'Leader’s signature'), width: 3 },
          { title: t('接收人签名', 'Received by (signature)'), width: 3 },
        ],
        rows: pairings.map(({ helper, helped }, at) => [
          at + 1,
          helper.place.name,
          helper.name,
          teams.get(helper.id)?.leader.name ?? null,
          helped.name,
          helped.place.name,
          giftsOf(helped.id),
          null,
          null,
        ]),
      },
      ...moreThanOne([
        ...new Set(pairings.filter(({ helped }) => giftsOf(helped.id) > 1).map(({ helped }) => helped.name)),
      ]),
      { kind: 'signatures', lines: [t('主办单位（签名）：', 'Owner (signature): '), t('日期：', 'Date: ')] },
    ];
  },
};

/** 礼物核对表 (六): of each group, how many children have one gift, none or more, and what they cost. */
const giftCheck: ProgrammeDocument<Settings> = {
  of: 'programme',
  title: t('同组礼物核对表', 'Gifts by group'),
  purpose: t(
    '各组应送的礼物，收到一件、没有收到和多于一件的儿童人数；只计已确认的记录。',
    'The gift of each group, and how many of its children have one, none or more; confirmed records only.',
  ),
  orientation: 'landscape',
  reads: ['gift'],
  entries: ['children'],
  counts: [],
  parts: (read, { settings }) => {
    const children = giftsOfChildren(read, []).map((child) => ({
      ...child,
      due: giftFor(child.entry.data['grade'], settings),
    }));
    const groups = bands
      .map((band) => ({ band, own: children.filter(({ due }) => due?.band === band.value) }))
      .filter(({ own }) => own.length > 0);
    return [
      {
        kind: 'table',
        columns: [
          { title: t('组别', 'Group'), width: 2 },
          { title: t('年级', 'Grades'), width: 3 },
          { title: t('统一礼物', 'Gift'), width: 2 },
          { title: t('儿童人数', 'Children'), total: true },
          { title: t('收到一件', 'One'), total: true },
          { title: t('没有收到', 'None'), total: true },
          { title: t('多于一件', 'More'), total: true },
          { title: t('其他礼物（件）', 'Other gifts'), total: true },
          { title: t('费用合计（元）', 'Cost (yuan)'), width: 2 },
        ],
        rows: groups.map(({ band, own }) => {
          const having = (fits: (n: number) => boolean) => own.filter(({ gifts }) => fits(gifts.length)).length;
          return [
            band.title,
            [...new Set(own.map(({ due }) => due!.grade.zh))].join('、'),
            own[0]!.due!.title,
            own.length,
            having((n) => n === 1),
            having((n) => n === 0),
            having((n) => n > 1),
            own.reduce((sum, { gifts, due }) => sum + gifts.filter((gift) => gift !== due!.gift).length, 0),
            yuan(own.reduce((sum, { fen }) => sum + fen, 0)),
          ];
        }),
      },
      ...moreThanOne(children.filter(({ gifts }) => gifts.length > 1).map(({ entry }) => entry.person.name)),
      { kind: 'signatures', lines: [t('主办单位（签名）：', 'Owner (signature): '), t('日期：', 'Date: ')] },
    ];
  },
};

export const documents = { signingSheet, giftCheck };
