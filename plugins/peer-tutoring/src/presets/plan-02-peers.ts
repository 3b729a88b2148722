import { t } from '@xieshou/sdk';

/** 方案二 二1⑤ */
export const plan02Peers = {
  title: t('同班一帮一（方案二）', 'Two classmates (plan 2)'),
  summary: t(
    '同班两名同学结对，班主任布置任务；同学之间只看到任务。',
    'Two pupils of a class, with tasks that the class teacher sets; all they see is the task.',
  ),
  settings: { kind: 'peers' as const },
};
