/**
 * Who reads what pupils do not: the teacher of the pair, the class (its teachers’ accounts are at the class), the class
 * teacher and the school’s teaching office. A pupil who has an account is none of them.
 */
export const teachersAlone = ['helper', 'helped', 'adviser', 'collegeOffice'] as const;
