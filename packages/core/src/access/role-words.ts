import { type Text, t } from '@xieshou/sdk';
import type { Role } from './access.api.js';

/** Roles as they stand on paper. */
export const roleWords: Readonly<Record<Role, Text>> = {
  platformAdministrator: t('平台管理员', 'Platform administrator'),
  bureauOfficer: t('教育局工作人员', 'Bureau officer'),
  sectionMember: t('科室人员', 'Section member'),
  centreSchoolInspector: t('中心校督导员', 'Centre-school inspector'),
  schoolAdministrator: t('学校管理员', 'School administrator'),
  teacher: t('教师', 'Teacher'),
  collegeOffice: t('学院办公室（教务处）', 'College or teaching office'),
  adviser: t('班主任（辅导员）', 'Adviser'),
  student: t('学生', 'Student'),
  personalHelper: t('帮扶人（本人）', 'Helper in person'),
  volunteer: t('志愿者', 'Volunteer'),
  foundationOfficer: t('基金会（工会）工作人员', 'Foundation officer'),
  finance: t('财务人员', 'Finance'),
  auditor: t('审计人员', 'Auditor'),
};
