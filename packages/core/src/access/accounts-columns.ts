import { t } from '@xieshou/sdk';
import * as z from 'zod';
import type { ImportColumn } from '../imports/register.js';
import type { Role } from './access.api.js';

/** Roles that a workbook may name; whether the importer may give them is judged row by row. */
const roleWords = {
  schoolAdministrator: t('学校管理员', 'School administrator'),
  teacher: t('教师', 'Teacher'),
  centreSchoolInspector: t('中心校督导', 'Centre-school inspector'),
  sectionMember: t('股室人员', 'Section member'),
  bureauOfficer: t('教育局管理员', 'Bureau officer'),
  auditor: t('审计人员', 'Auditor'),
} as const satisfies Partial<Record<Role, unknown>>;

const also: Readonly<Record<string, readonly string[]>> = { schoolAdministrator: ['学校负责人'], teacher: ['老师'] };

/** The columns of 账号导入模板. */
export const accountColumns: readonly ImportColumn[] = [
  {
    key: 'organisation',
    title: t('单位', 'Organisation'),
    help: t(
      '单位名称，有重名时填标识码；学校自己导入时可不填',
      'Name of the organisation, its code where several have the name; a school that imports its own accounts leaves it empty',
    ),
    example: t('河东区第一小学', 'Hedong No. 1 Primary School'),
  },
  {
    key: 'name',
    title: t('姓名', 'Name'),
    required: true,
    help: t('最多 50 个字', 'At most 50 characters'),
    example: t('张明', 'Zhang Ming'),
    valid: {
      schema: z.string().trim().min(1).max(50),
      rule: t('姓名最多 50 个字', 'A name has at most 50 characters'),
    },
  },
  {
    key: 'username',
    title: t('用户名', 'User name'),
    required: true,
    help: t('登录时填写，2 至 50 个字，不能与他人相同', 'Typed at sign-in: 2 to 50 characters, nobody else’s'),
    example: t('zhangming', 'zhangming'),
    valid: {
      schema: z.string().trim().toLowerCase().min(2).max(50),
      rule: t('用户名应为 2 至 50 个字', 'A user name has 2 to 50 characters'),
    },
  },
  {
    key: 'role',
    title: t('角色', 'Role'),
    required: true,
    help: t('学校管理员只能开通本校的学校管理员和教师', 'A school administrator opens those of the school only'),
    example: roleWords.teacher,
    choices: Object.entries(roleWords).map(([code, label]) => ({
      code,
      label,
      ...(also[code] ? { also: also[code] } : {}),
    })),
  },
  {
    key: 'code',
    title: t('工号', 'Number'),
    help: t('可不填；填写后账号与人员名册里的这个人对应', 'May be left empty; links the account to that person'),
    example: t('T0001', 'T0001'),
  },
];
