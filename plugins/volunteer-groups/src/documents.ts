import { type ProgrammeDocument, t } from '@xieshou/sdk';
import type { Settings } from './settings.js';

/** 结对与交接签收表 (七): one row for each child, to be signed on the day. */
const signingSheet: ProgrammeDocument<Settings> = {
  of: 'programme',
  title: t('结对与物品交接签收表', 'Pairs and handovers'),
  purpose: t(
    '每个结对一行，现场由负责人和接收人签名。',
    'A row for each pair, signed on the day by the leader and whoever receives.',
  ),
  orientation: 'landscape',
  counts: [],
  parts: (read, { pairings }) => {
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
          null,
          null,
        ]),
      },
      { kind: 'signatures', lines: [t('主办单位（签名）：', 'Owner (signature): '), t('日期：', 'Date: ')] },
    ];
  },
};

export const documents = { signingSheet };
