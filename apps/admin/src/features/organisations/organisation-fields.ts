import { choice, fieldManifests, person, text, type FieldManifest } from '@xieshou/sdk';
import type { CreateOrganisationData } from '../../api/generated/types.gen.js';
import { type OrganisationKind, ownerships, schoolKinds } from './organisation-kinds.js';
import { pageText } from '../../components/form/page-text.js';

/** The page's words for a key of the `organisations` locale. */
export type Words = (key: string) => string;

const choicesOf = (values: readonly string[], group: string, t: Words) =>
  values.map((value) => ({ value, title: pageText(t(`${group}.${value}`)) }));

const common = (t: Words) => ({
  name: text({ title: pageText(t('field.name')), help: pageText(t('form.nameHelp')), maxLength: 60 }),
  code: text({ title: pageText(t('field.code')), help: pageText(t('form.codeHelp')), maxLength: 10, optional: true }),
  contact: text({ title: pageText(t('field.contact')), maxLength: 30, optional: true }),
  phone: text({
    title: pageText(t('field.phone')),
    help: pageText(t('form.phoneHelp')),
    maxLength: 20,
    optional: true,
  }),
});

/**
 * Fields of a new organisation. A school has an ownership and a stage, a college may have an ownership, nobody else
 * has either: hence two fields for the ownership, of which one shows at most.
 */
export const newOrganisationFields = (t: Words, kinds: readonly OrganisationKind[]): readonly FieldManifest[] => {
  const { name, ...rest } = common(t);
  const ownership = { title: pageText(t('field.ownership')) };
  return fieldManifests({
    parent: person({ title: pageText(t('field.parent')), from: 'writer' }),
    kind: choice(choicesOf(kinds, 'kind', t), { title: pageText(t('field.kind')) }),
    name,
    ownership: choice(choicesOf(ownerships, 'ownership', t), { ...ownership, when: { field: 'kind', is: ['school'] } }),
    collegeOwnership: choice(choicesOf(ownerships, 'ownership', t), {
      ...ownership,
      optional: true,
      when: { field: 'kind', is: ['college'] },
    }),
    schoolKind: choice(choicesOf(schoolKinds, 'schoolKind', t), {
      title: pageText(t('field.schoolKind')),
      when: { field: 'kind', is: ['school'] },
    }),
    ...rest,
  });
};

/** Fields of an organisation that may change, by its kind. Its name changes with a day, its place with what hangs on it. */
export const organisationChangeFields = (t: Words, kind: OrganisationKind): readonly FieldManifest[] => {
  const rest = { code: common(t).code, contact: common(t).contact, phone: common(t).phone };
  const ownership = { title: pageText(t('field.ownership')) };
  const choices = choicesOf(ownerships, 'ownership', t);
  const stage = choice(choicesOf(schoolKinds, 'schoolKind', t), { title: pageText(t('field.schoolKind')) });
  return fieldManifests({
    ...(kind === 'school' ? { ownership: choice(choices, ownership), schoolKind: stage } : {}),
    ...(kind === 'college' ? { ownership: choice(choices, { ...ownership, optional: true }) } : {}),
    ...rest,
  });
};

/** Fields whose change the server takes. */
export const changeableKeys = ['ownership', 'schoolKind', 'code', 'contact', 'phone'] as const;

/** The checked data of the form for a new organisation, as the API takes it. */
export const newOrganisation = ({
  collegeOwnership,
  ownership = collegeOwnership,
  ...data
}: Readonly<Record<string, unknown>>): CreateOrganisationData['body'] =>
  ({ ...data, ...(ownership === undefined ? {} : { ownership }) }) as CreateOrganisationData['body'];
