import { attachments, choice, day, finding, formsWith, integer, longText, t, yesNo } from '@xieshou/sdk';
import { childOf } from './children.js';
import { settings } from './settings.js';

const form = formsWith(settings);

export const kinds = [
  { value: 'visit', title: t('到校看望', 'Visit at school') },
  { value: 'donation', title: t('捐赠学习用品', 'Bringing school things') },
  { value: 'games', title: t('互动活动', 'Playing and talking together') },
  { value: 'survey', title: t('农村现状调研', 'Survey of the village') },
  { value: 'cleanUp', title: t('环境整治', 'Clean-up of the village') },
  { value: 'culture', title: t('村民文体活动', 'Culture and sports of the village') },
] as const;

/** 活动 (五): six kinds. Nobody goes to a child's home, or shows the child, without the guardian's consent. */
export const activity = form({
  title: t('活动记录', 'Activity'),
  purpose: t('小分队每次活动后填写，学校确认。', 'Written by the team after each activity, confirmed by the school.'),
  writtenBy: 'helper',
  subjects: 'one',
  fields: {
    on: day({ title: t('活动日期', 'Day'), prefill: 'today' }),
    kind: choice(kinds, { title: t('活动内容', 'Kind') }),
    atHome: yesNo({ title: t('到儿童家中', 'At the child’s home') }),
    members: integer({ title: t('到场成员', 'Members present'), unit: t('人', 'people'), min: 1, max: 200 }),
    content: longText({ title: t('活动情况', 'What was done'), maxLength: 1000 }),
    childShown: yesNo({ title: t('照片中有儿童', 'Photos show the child') }),
    evidence: attachments({ title: t('照片', 'Photos'), max: 6 }),
  },
  checks: (data, _, { helper, helped }) => [
    {
      ...finding(
        'homeVisitAgreed',
        !data.atHome || childOf(helped)?.['homeVisit'] === true,
        t('监护人没有同意入户，不得到儿童家中', 'The guardian has not agreed to visits at home'),
      ),
      field: 'atHome',
    },
    {
      ...finding(
        'photosAgreed',
        !data.childShown || childOf(helped)?.['photos'] === true,
        t('监护人没有同意拍照，不得使用有儿童的照片', 'The guardian has not agreed to photos of the child'),
      ),
      field: 'childShown',
    },
    {
      ...finding(
        'noMoreThanThereAre',
        data.members <= (helper.team?.members.length ?? 0),
        t(
          `当日小分队成员共 ${helper.team?.members.length ?? 0} 人`,
          `The team had ${helper.team?.members.length ?? 0} member(s) on that day`,
        ),
        { present: data.members, members: helper.team?.members.length ?? 0 },
      ),
      field: 'members',
    },
  ],
  facts: (data) => [{ name: 'members', amount: data.members, kind: data.kind }],
  index: ['kind'],
  brief: ['on', 'kind', 'members'],
  version: 1,
});
