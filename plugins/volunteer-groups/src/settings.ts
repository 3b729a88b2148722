import { choice, type Data, integer, t, leadingGroup } from '@xieshou/sdk';

const bands = [
  { value: 'one', title: t('第一组', 'Group 1') },
  { value: 'two', title: t('第二组', 'Group 2') },
  { value: 'three', title: t('第三组', 'Group 3') },
  { value: 'four', title: t('第四组', 'Group 4') },
  { value: 'five', title: t('第五组', 'Group 5') },
  { value: 'six', title: t('第六组', 'Group 6') },
] as const;

export const gifts = [
  { value: 'blocks', title: t('星钻积木', 'Building blocks') },
  { value: 'pen', title: t('钢笔', 'Fountain pen') },
  { value: 'toy', title: t('儿童玩具', 'Toy') },
  { value: 'storybook', title: t('故事书', 'Storybook') },
] as const;

const bandOf = (zh: string, en: string, value: (typeof bands)[number]['value']) =>
  choice(bands, {
    title: t(`${zh}所在礼物组`, `Gift group of ${en}`),
    default: value,
    place: '六',
    explain: t('同组儿童收到一样的礼物。', 'Children of one group are given the same gift.'),
  });
const giftOf = (zh: string, en: string) =>
  choice(gifts, {
    title: t(`${zh}的礼物`, `Gift of ${en}`),
    place: '六',
    explain: t(
      '各小分队为这一组儿童准备的礼物，由主办单位统一确定。',
      'What every team brings a child of this group, as the owner of the programme decides.',
    ),
  });

export const settings = {
  bandKindergarten: bandOf('幼儿园', 'kindergarten', 'one'),
  bandGrade1: bandOf('一年级', 'grade 1', 'two'),
  bandGrade2: bandOf('二年级', 'grade 2', 'two'),
  bandGrade3: bandOf('三年级', 'grade 3', 'three'),
  bandGrade4: bandOf('四年级', 'grade 4', 'four'),
  bandGrade5: bandOf('五年级', 'grade 5', 'five'),
  bandGrade6: bandOf('六年级', 'grade 6', 'six'),
  giftOne: giftOf('第一组', 'group 1'),
  giftTwo: giftOf('第二组', 'group 2'),
  giftThree: giftOf('第三组', 'group 3'),
  giftFour: giftOf('第四组', 'group 4'),
  giftFive: giftOf('第五组', 'group 5'),
  giftSix: giftOf('第六组', 'group 6'),
  confirmWithin: integer({
    title: t('学校确认期限', 'Time to confirm'),
    unit: t('个工作日', 'working days'),
    min: 0,
    max: 30,
    default: 5,
    place: '五',
    explain: t(
      '学校在这些工作日内未答复，视为确认；0 表示不因未答复而确认。',
      'Without an answer of the school within so many working days a record counts as confirmed; 0: silence never confirms.',
    ),
  }),
  ...leadingGroup,
};

export type Settings = Data<typeof settings>;
