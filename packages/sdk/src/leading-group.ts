import { longText, text } from './fields.js';
import { t } from './text.js';

const lines = t(
  '每行一人：姓名，单位和职务，联系电话；后两项可以不填。印在方案的“组织领导”中。',
  'A line for each person: name, unit and office, phone; the last two may be left out. Printed in the plan under “Leading group”.',
);

const written = { optional: true, place: '组织领导', explain: lines } as const;

/**
 * 组织领导: settings in which whoever runs a programme names its leading group. A programme spreads them among its
 * settings, and {@link leadingPosts} into its `leading`, unless its plan asks for posts of its own.
 */
export const leadingGroup = {
  leadingHead: text({
    title: t('领导小组组长', 'Head of the leading group'),
    ...written,
    maxLength: 100,
  }),
  leadingDeputies: longText({
    title: t('领导小组副组长', 'Deputy heads'),
    ...written,
    maxLength: 500,
  }),
  leadingMembers: longText({
    title: t('领导小组成员', 'Members of the leading group'),
    ...written,
    maxLength: 2000,
  }),
  leadingContacts: longText({
    title: t('领导小组办公室和联络员', 'Office and contacts'),
    ...written,
    maxLength: 500,
  }),
} as const;

/** The posts of {@link leadingGroup}, as the plan names them. */
export const leadingPosts = {
  leadingHead: t('组长', 'Head'),
  leadingDeputies: t('副组长', 'Deputy head'),
  leadingMembers: t('成员', 'Member'),
  leadingContacts: t('联络员', 'Contact'),
} as const;
