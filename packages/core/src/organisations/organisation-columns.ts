import { type Text, t } from '@xieshou/sdk';
import * as z from 'zod';
import type { ImportColumn } from '../imports/register.js';
import { fieldWords, kindWords, ownershipWords, schoolKindWords } from './organisation-rules.js';
import { organisationFields, organisationKinds, ownerships, schoolKinds } from './organisations.api.js';

/** Digits and dashes typed with a Chinese keyboard are wide; they mean the same. */
const narrow = z.string().transform((s) => s.normalize('NFKC').replace(/[‐-―−]/g, '-'));

const also: Readonly<Record<string, readonly string[]>> = {
  nineYear: ['九年一贯', '九年一贯制学校'],
  complete: ['完中'],
  vocational: ['中等职业学校', '职业学校', '职业高中'],
  special: ['特殊教育学校', '特教'],
  kindergarten: ['幼儿园（所）'],
  senior: ['普通高中'],
  junior: ['初级中学'],
};

const choices = <C extends string>(codes: readonly C[], words: Readonly<Record<C, Text>>) =>
  codes.map((code) => ({ code, label: words[code], ...(also[code] ? { also: also[code] } : {}) }));

/** The columns of 单位导入模板. */
export const organisationColumns: readonly ImportColumn[] = [
  {
    key: 'name',
    title: fieldWords.name,
    required: true,
    help: t('单位全称，2 至 60 个字', 'Full name, 2 to 60 characters'),
    example: t('河东区第一小学', 'Hedong No. 1 Primary School'),
    valid: { schema: organisationFields.name, rule: t('单位名称应为 2 至 60 个字', 'A name has 2 to 60 characters') },
  },
  {
    key: 'kind',
    title: fieldWords.kind,
    help: t('不填按“学校”', 'Left empty it means: school'),
    example: kindWords.school,
    choices: choices(organisationKinds, kindWords),
  },
  {
    key: 'parent',
    title: fieldWords.parent,
    help: t(
      '上级单位的名称，可以是本表其他行；有重名时填标识码；不填为本教育局',
      'Name of the organisation above, also one of this sheet; its code where several have the name; left empty: your own bureau',
    ),
    example: t('城关镇中心校', 'Chengguan Centre School'),
  },
  {
    key: 'ownership',
    title: fieldWords.ownership,
    help: t('学校必填；教育局、股室、中心校等不填', 'Schools only, who must give it'),
    example: ownershipWords.public,
    choices: choices(ownerships, ownershipWords),
  },
  {
    key: 'schoolKind',
    title: fieldWords.schoolKind,
    help: t('学校必填；教育局、股室、中心校等不填', 'Schools only, who must give it'),
    example: schoolKindWords.primary,
    choices: choices(schoolKinds, schoolKindWords),
  },
  {
    key: 'code',
    title: fieldWords.code,
    help: t('学校（机构）标识码，10 位数字；没有可不填', 'The ten digits of 学校（机构）标识码, if there is one'),
    example: t('2143000001', '2143000001'),
    valid: {
      schema: narrow.pipe(organisationFields.code.unwrap().unwrap()),
      rule: t('标识码应为 10 位数字', 'A code has exactly 10 digits'),
    },
  },
  {
    key: 'contact',
    title: fieldWords.contact,
    help: t('最多 30 个字', 'At most 30 characters'),
    example: t('王老师', 'Ms Wang'),
    valid: {
      schema: organisationFields.contact.unwrap().unwrap(),
      rule: t('联系人最多 30 个字', 'A contact has at most 30 characters'),
    },
  },
  {
    key: 'phone',
    title: fieldWords.phone,
    help: t(
      '5 至 20 位数字，可带“-”；已有单位留空的格子不会清除原有内容',
      '5 to 20 digits and "-". Cells left empty never clear what an organisation has',
    ),
    example: t('0731-5550001', '0731-5550001'),
    valid: {
      schema: narrow.pipe(organisationFields.phone.unwrap().unwrap()),
      rule: t('联系电话应为 5 至 20 位数字，可带“-”', 'A phone number has 5 to 20 digits, "-" allowed'),
    },
  },
];
