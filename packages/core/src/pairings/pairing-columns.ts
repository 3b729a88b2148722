import { type ProgrammeDefinition, type Side, type Text, t } from '@xieshou/sdk';
import * as z from 'zod';
import type { ImportColumn } from '../imports/register.js';
import { writtenDay } from '../imports/written-day.js';

const note = z.string().min(2).max(200);
const dayRule = (title: Text) => t(`${title.zh}应写成 2026-09-01`, `${title.en} is written 2026-09-01`);

/** Columns that say who stands on a side, under the name that the programme gives it. */
const partyColumns = (definition: ProgrammeDefinition, side: Side): readonly ImportColumn[] => {
  const { title, party } = definition.sides[side];
  if (party === 'organisation')
    return [
      {
        key: side,
        title,
        required: true,
        help: t('单位名称，有重名时填标识码', 'Name of the organisation, its code where several have the name'),
      },
    ];
  return [
    { key: side, title, required: true, help: t('姓名', 'Name') },
    {
      key: `${side}Code`,
      title: t(`${title.zh}学号或工号`, `Number of ${title.en.toLowerCase()}`),
      help: t('与人员名单一致；有同名人员时必填', 'As in the list of people; needed where several have the name'),
    },
    {
      key: `${side}Place`,
      title: t(`${title.zh}单位`, `Unit of ${title.en.toLowerCase()}`),
      help: t('班级、学校或单位的名称，用于区分同名人员', 'Class, school or unit, to tell people of one name apart'),
    },
  ];
};

const days = { startsOn: t('开始日期', 'From'), endsOn: t('结束日期', 'Until') } as const;
const words = { reason: t('特殊情况理由', 'Reason'), doubt: t('待核', 'To verify') } as const;

/** The columns of 结对导入模板. The titles are those of the list of pairings. */
export const pairingColumns = (definition: ProgrammeDefinition): readonly ImportColumn[] => [
  ...partyColumns(definition, 'helper'),
  ...partyColumns(definition, 'helped'),
  {
    key: 'startsOn',
    title: days.startsOn,
    required: true,
    help: t('如 2026-09-01，须在项目期间之内', 'Such as 2026-09-01, within the programme'),
    example: t('2026-09-01', '2026-09-01'),
    valid: { schema: writtenDay, rule: dayRule(days.startsOn) },
  },
  {
    key: 'endsOn',
    title: days.endsOn,
    help: t(
      '可不填；已经过去的日期表示结对已经结束',
      'May be left empty; a day that has passed means that the pairing has ended',
    ),
    valid: { schema: writtenDay, rule: dayRule(days.endsOn) },
  },
  // Organisations that do not qualify are never paired; of people somebody may be, for a written reason.
  ...(definition.sides.helped.party === 'person'
    ? [
        {
          key: 'reason',
          title: words.reason,
          help: t('有一方不符合条件时必填，2 至 200 个字', 'Needed where one does not qualify, 2 to 200 characters'),
          valid: {
            schema: note,
            rule: t('特殊情况理由应为 2 至 200 个字', 'A reason has 2 to 200 characters'),
          },
        },
      ]
    : []),
  {
    key: 'doubt',
    title: words.doubt,
    help: t(
      '需要核实的内容，2 至 200 个字；没有则不填',
      'What must still be verified, 2 to 200 characters, if anything',
    ),
    valid: { schema: note, rule: t('待核内容应为 2 至 200 个字', 'What is to be verified has 2 to 200 characters') },
  },
];
