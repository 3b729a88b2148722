import { t } from '@xieshou/sdk';

/** The plan's own values are the settings' defaults; a district that differs writes its values here. */
export const plan16 = {
  title: t('公民办学校一对一帮扶（方案十六）', 'Public–private school supervision (plan 16)'),
  summary: t(
    '公办学校与民办学校结对一学年：每学期两次联席会议，每月一次干部交流、一次名师送教、一次教学研讨；指导与引领各记台账，对方确认后计入。',
    'A public and a private school are paired for a school year: two joint meetings a term; each month one exchange of leaders, one master lesson and one research event; guidance and leading are kept in ledgers and count once confirmed.',
  ),
  settings: {},
};
