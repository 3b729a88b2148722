import { finding, type Finding, type OrganisationSnapshot, t } from '@xieshou/sdk';

const isSchool = (o: OrganisationSnapshot): Finding =>
  finding(
    'school',
    o.kind === 'school',
    o.kind === 'school' ? t('是学校', 'is a school') : t('不是学校', 'is not a school'),
  );

/** 帮扶方: public schools only. */
export const isPublicSchool = (o: OrganisationSnapshot): readonly Finding[] => [
  isSchool(o),
  finding(
    'public',
    o.ownership === 'public',
    o.ownership === 'public' ? t('办学性质为公办', 'publicly owned') : t('办学性质不是公办', 'not publicly owned'),
  ),
];

/** 被帮扶方: private schools only. */
export const isPrivateSchool = (o: OrganisationSnapshot): readonly Finding[] => [
  isSchool(o),
  finding(
    'private',
    o.ownership === 'private',
    o.ownership === 'private' ? t('办学性质为民办', 'privately owned') : t('办学性质不是民办', 'not privately owned'),
  ),
];
