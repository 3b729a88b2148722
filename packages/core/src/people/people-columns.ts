import { type Text, t } from '@xieshou/sdk';
import type { ImportColumn } from '../imports/register.js';
import { personFields, personKinds } from './people.api.js';

export const personKindWords: Readonly<Record<(typeof personKinds)[number], Text>> = {
  teacher: t('教师', 'Teacher'),
  student: t('学生', 'Student'),
  staff: t('职工', 'Staff'),
  volunteer: t('志愿者', 'Volunteer'),
  other: t('其他', 'Other'),
};

/** Other words for them in schools' own lists. */
const also: Readonly<Record<string, readonly string[]>> = { teacher: ['老师', '专任教师'], staff: ['教职工', '工勤'] };

export const personWords = {
  name: t('姓名', 'Name'),
  organisation: t('单位', 'Organisation'),
  kind: t('类别', 'Kind'),
  code: t('工号或学号', 'Number'),
  post: t('职务', 'Post'),
  subject: t('任教学科', 'Subject'),
  idNumber: t('身份证号', 'ID number'),
} as const;

/** The columns of 人员导入模板. */
export const peopleColumns: readonly ImportColumn[] = [
  {
    key: 'name',
    title: personWords.name,
    required: true,
    help: t('最多 50 个字', 'At most 50 characters'),
    example: t('张明', 'Zhang Ming'),
    valid: { schema: personFields.name, rule: t('姓名最多 50 个字', 'A name has at most 50 characters') },
  },
  {
    key: 'organisation',
    title: personWords.organisation,
    help: t(
      '单位名称，有重名时填标识码；学校自己导入时可不填',
      'Name of the organisation, its code where several have the name; a school that imports its own people leaves it empty',
    ),
    example: t('河东区第一小学', 'Hedong No. 1 Primary School'),
  },
  {
    key: 'kind',
    title: personWords.kind,
    help: t('新增人员必填', 'Needed for people who are not registered yet'),
    example: personKindWords.teacher,
    choices: personKinds.map((code) => ({
      code,
      label: personKindWords[code],
      ...(also[code] ? { also: also[code] } : {}),
    })),
  },
  {
    key: 'code',
    title: personWords.code,
    help: t(
      '本单位内不重复；有同名人员时必填',
      'Unique in the organisation; needed where two people have the same name',
    ),
    example: t('T0001', 'T0001'),
    valid: {
      schema: personFields.code.unwrap().unwrap(),
      rule: t('工号或学号最多 30 个字', 'A number has at most 30 characters'),
    },
  },
  {
    key: 'post',
    title: personWords.post,
    help: t('最多 30 个字', 'At most 30 characters'),
    example: t('教导主任', 'Head of teaching'),
    valid: {
      schema: personFields.post.unwrap().unwrap(),
      rule: t('职务最多 30 个字', 'A post has at most 30 characters'),
    },
  },
  {
    key: 'subject',
    title: personWords.subject,
    help: t(
      '教师填写，最多 30 个字；已有人员留空的格子不会清除原有内容',
      'For teachers, at most 30 characters. Cells left empty never clear what a person has',
    ),
    example: t('语文', 'Chinese'),
    valid: {
      schema: personFields.subject.unwrap().unwrap(),
      rule: t('任教学科最多 30 个字', 'A subject has at most 30 characters'),
    },
  },
  {
    key: 'idNumber',
    title: personWords.idNumber,
    sensitive: true,
    help: t(
      '可不填；18 位，填写后优先按它认人。带星号的号码表示不修改',
      'May be left empty; 18 signs, and people are found by it first. One with stars means: as it is',
    ),
    example: t('11010519491231002X', '11010519491231002X'),
  },
];
