import { type Text, t } from '@xieshou/sdk';
import type { ProblemField } from '../platform/problem.js';
import type { organisationKinds, ownerships, schoolKinds } from './organisations.api.js';

type Kind = (typeof organisationKinds)[number];

export const kindWords: Readonly<Record<Kind, Text>> = {
  bureau: t('教育局', 'Bureau'),
  section: t('股室', 'Section'),
  centreSchool: t('中心校', 'Centre school'),
  school: t('学校', 'School'),
  college: t('高校', 'College'),
  class: t('班级', 'Class'),
  union: t('工会', 'Union'),
  foundation: t('基金会', 'Foundation'),
};

export const schoolKindWords: Readonly<Record<(typeof schoolKinds)[number], Text>> = {
  kindergarten: t('幼儿园', 'Kindergarten'),
  primary: t('小学', 'Primary'),
  junior: t('初中', 'Junior secondary'),
  nineYear: t('九年一贯制', 'Nine-year'),
  senior: t('高中', 'Senior secondary'),
  complete: t('完全中学', 'Complete secondary'),
  vocational: t('中职', 'Vocational'),
  special: t('特殊教育', 'Special education'),
};

export const ownershipWords: Readonly<Record<(typeof ownerships)[number], Text>> = {
  public: t('公办', 'Public'),
  private: t('民办', 'Private'),
};

export const fieldWords = {
  name: t('单位名称', 'Name'),
  kind: t('单位类型', 'Kind'),
  parent: t('上级单位', 'Parent'),
  ownership: t('办学性质', 'Ownership'),
  schoolKind: t('学段', 'School stage'),
  code: t('标识码', 'Code'),
  contact: t('联系人', 'Contact'),
  phone: t('联系电话', 'Phone'),
} as const;

export interface Shape {
  readonly kind: Kind;
  readonly ownership: string | null;
  readonly schoolKind: string | null;
}

/** A school has an ownership and a stage. A college may have an ownership. Offices, unions and foundations have neither. */
export const shapeProblems = (o: Shape): ProblemField[] => {
  const fields = ['ownership', 'schoolKind'] as const;
  if (o.kind === 'school')
    return fields
      .filter((field) => !o[field])
      .map((field) => ({
        field,
        text: t(`学校须填写${fieldWords[field].zh}`, `A school needs: ${fieldWords[field].en.toLowerCase()}`),
      }));
  const kind = kindWords[o.kind];
  return fields
    .filter((field) => o[field] && !(o.kind === 'college' && field === 'ownership'))
    .map((field) => ({
      field,
      text: t(
        `${kind.zh}没有${fieldWords[field].zh}，请留空`,
        `A ${kind.en.toLowerCase()} has no ${fieldWords[field].en.toLowerCase()}: leave it empty`,
      ),
    }));
};

/**
 * A class stands in a school or a college, and nothing below it. A bureau stands at the top or below another bureau, and then starts a district of its own. Only those who reach
 * every district may start one: for anybody else it would be gone from sight at once.
 */
export const placeProblem = (o: {
  readonly kind: Kind;
  readonly parent: { readonly kind: string };
  readonly everywhere: boolean;
}): Text | undefined => {
  if (o.parent.kind === 'class') return t('班级下面没有下级单位', 'Nothing stands below a class');
  if (o.kind === 'class' && o.parent.kind !== 'school' && o.parent.kind !== 'college')
    return t('班级的上级单位只能是学校或高校', 'A class can only stand in a school or a college');
  if (o.kind !== 'bureau') return undefined;
  if (o.parent.kind !== 'bureau') return t('教育局的上级单位只能是教育局', 'A bureau can only stand below a bureau');
  return o.everywhere
    ? undefined
    : t(
        '下级教育局单独成为一个区县，请由平台管理员添加',
        'A bureau below a bureau is a district of its own: ask the platform administrator to add it',
      );
};

export const nameTaken = (name: string, parent: string): Text =>
  t(
    `“${parent}”下已有名为“${name}”的单位，请核对后改用其他名称`,
    `There is a "${name}" below "${parent}" already: check, or use another name`,
  );

export const codeTaken = (code: string): Text =>
  t(
    `标识码 ${code} 已被本区县的其他单位使用，请核对`,
    `The code ${code} belongs to another organisation of this district: check it`,
  );
