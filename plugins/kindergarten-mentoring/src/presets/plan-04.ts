import { t } from '@xieshou/sdk';

/** The plan's own values are the settings' defaults; whoever differs writes their values here. */
export const plan04 = {
  title: t('幼儿园结对帮扶（方案四）', 'Kindergarten mentoring (plan 4)'),
  summary: t(
    '一所帮教园带两所结对园，分四个阶段：理念与园务、师徒结对、环境创设、特色与条件；每个阶段凭材料关闭，缺项写明理由。',
    'One kindergarten helps two, in four stages: ideas and management, masters and apprentices, environment, features. A stage closes on evidence; what is missing is waived with a reason.',
  ),
  settings: {},
};
