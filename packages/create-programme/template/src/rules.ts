import { finding, type Finding, type OrganisationSnapshot, t } from '@xieshou/sdk';

/** Both sides are schools. The answer is a reason, not a bare yes or no. */
export const isSchool = (o: OrganisationSnapshot): readonly Finding[] => [
  finding(
    'school',
    o.kind === 'school',
    o.kind === 'school' ? t('是学校', 'is a school') : t('不是学校', 'is not a school'),
  ),
];

/** 二2: at most so many students in one session, the limit included. */
export const fitsLaboratory = ({ students, most }: { readonly students: number; readonly most: number }): Finding => ({
  ...finding(
    'mostStudents',
    students <= most,
    t(
      `一次最多 ${most} 名学生，请分批安排，每批记一次`,
      `At most ${most} students in one session: let them come in groups and record each group`,
    ),
    { students, most },
  ),
  field: 'students',
});
