import { type ProgrammeDocument, t } from '@xieshou/sdk';
import type { Settings } from './settings.js';

/** 结对一览表 (三、五1): the pairings of the year, each with the two schools' leaders as far as they are paired. */
const pairList: ProgrammeDocument<Settings> = {
  of: 'programme',
  title: t('结对一览表', 'List of pairings'),
  purpose: t(
    '全部公办学校与民办学校的结对，附中心校、包联股室和双方负责人。',
    'Every pairing of a public and a private school, with centre school, liaison section and both leaders.',
  ),
  orientation: 'landscape',
  counts: [],
  parts: (read, { pairings }) => {
    const leaders = new Map(
      read
        .inside()
        .filter(({ inside, kind }) => inside === 'teams' && kind === 'heads')
        .map((pair) => [pair.pairing, pair]),
    );
    const sorted = [...pairings].sort((a, b) =>
      a.helper.name < b.helper.name ? -1 : a.helper.name > b.helper.name ? 1 : 0,
    );
    return [
      {
        kind: 'table',
        columns: [
          { title: t('序号', 'No.'), width: 1.4 },
          { title: t('公办学校', 'Public school'), width: 4, merge: true },
          { title: t('负责人', 'Leader'), width: 3 },
          { title: t('民办学校', 'Private school'), width: 4 },
          { title: t('负责人', 'Leader'), width: 3 },
          { title: t('中心校', 'Centre school'), width: 3 },
          { title: t('包联股室', 'Liaison section'), width: 3 },
          { title: t('结对日期', 'Since'), width: 3 },
          { title: t('备注', 'Remarks'), width: 2 },
        ],
        rows: sorted.map(({ id, helper, helped, roles, startsOn }, at) => [
          at + 1,
          helper.name,
          leaders.get(id)?.helper.name ?? null,
          helped.name,
          leaders.get(id)?.helped.name ?? null,
          roles['centreSchool'] ?? null,
          roles['section'] ?? null,
          startsOn,
          null,
        ]),
      },
      {
        kind: 'note',
        text: t(
          '注：负责人按管理队伍结对中登记的人员填写，未登记的由学校补填。',
          'Note: leaders as paired in the management teams; where none are, the school writes them in.',
        ),
      },
      {
        kind: 'signatures',
        lines: [
          t('单位负责人（签名）：', 'Head of unit (signature): '),
          t('复核人（签名）：', 'Checked by (signature): '),
          t('填表人（签名）：', 'Filled in by (signature): '),
          t('联系电话：', 'Phone: '),
        ],
      },
    ];
  },
};

export const documents = { pairList };
