import {
  type DocumentBlock,
  type DocumentField,
  type DocumentPairing,
  type ProgrammeDefinition,
  type RecordOnPaper,
  type Side,
  type Text,
  t,
} from '@xieshou/sdk';

/** A party by its name; people with their class, school or unit. */
export const partyName = ({ id, name, place }: DocumentPairing['helper']): string =>
  place.id === id ? name : `${name}（${place.name}）`;

const field = (label: Text, value: DocumentField['value']): DocumentField => ({ label, value });

/** What the two whom a record is about are called: the sides, or the two people of a pair inside. */
export const partyTitles = (
  { forms, inside, sides }: Pick<ProgrammeDefinition, 'forms' | 'inside' | 'sides'>,
  form: string,
): Readonly<Record<Side, Text>> => {
  const about = forms[form]?.about;
  return (about && inside[about]) || { helper: sides.helper.title, helped: sides.helped.title };
};

/** Two short fields share a row; what may run over several lines has one of its own. */
const inRows = (fields: readonly (DocumentField & { readonly isLong: boolean })[]): DocumentField[][] => {
  const rows: DocumentField[][] = [];
  let isHalf = false;
  for (const { isLong, label, value } of fields) {
    const one = field(label, value);
    if (isHalf && !isLong) rows.at(-1)!.push(one);
    else rows.push([one]);
    isHalf = !isLong && !isHalf;
  }
  return rows;
};

/** A record of any form: labels and values in a grid, whom it is about, and where the two sides sign. */
export const recordParts = (o: {
  readonly record: RecordOnPaper;
  readonly programme: { readonly title: string };
  readonly titles: Readonly<Record<Side, Text>>;
}): DocumentBlock[] => {
  const { record, programme } = o;
  const { helper, helped } = o.titles;
  const { subjects } = record;
  const [only] = subjects.length === 1 ? subjects : [];
  return [
    {
      kind: 'fields',
      rows: [
        [field(t('项目名称', 'Programme'), programme.title)],
        ...(only
          ? [[field(helper, partyName(only.pairing.helper)), field(helped, partyName(only.pairing.helped))]]
          : []),
        ...inRows(record.fields.map(({ title, value, isLong }) => ({ label: title, value, isLong }))),
        [field(t('填写单位', 'Written at'), record.writer), field(t('填写人', 'Written by'), record.writtenBy)],
        [
          field(t('状态', 'State'), record.state),
          ...(only ? [field(t('确认人', 'Confirmed by'), only.decidedBy)] : []),
          ...(only ? [field(t('确认日期', 'Confirmed on'), only.decidedOn)] : []),
        ],
      ],
    },
    ...(only
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [
              { title: t('序号', 'No.'), width: 1.3 },
              { title: helper, width: 4 },
              { title: helped, width: 4 },
              { title: t('状态', 'State'), width: 2 },
              { title: t('确认人', 'Confirmed by'), width: 2 },
              { title: t('确认日期', 'Confirmed on'), width: 2.6 },
            ],
            rows: subjects.map(({ pairing, state, decidedBy, decidedOn }, at) => [
              at + 1,
              partyName(pairing.helper),
              partyName(pairing.helped),
              state,
              decidedBy,
              decidedOn,
            ]),
          },
        ]),
    {
      kind: 'signatures',
      lines: [
        t('填写人（签名）：', 'Written by (signature): '),
        t('对方确认（签名）：', 'Other side (signature): '),
        t('单位负责人（签名）：', 'Head of unit (signature): '),
        t('日期：', 'Date: '),
      ],
    },
  ];
};
