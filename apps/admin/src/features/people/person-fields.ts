import { choice, fieldManifests, type FieldManifest, person, text } from '@xieshou/sdk';
import { pageText } from '../../components/form/page-text.js';
import { personKinds } from './person-kinds.js';

/** Fields of a person; where they work stands in the form only before they are registered. */
export const personFields = (
  t: (key: string) => string,
  isNew: boolean,
  withIdNumber = false,
): readonly FieldManifest[] => {
  const title = (key: string) => ({ title: pageText(t(`field.${key}`)) });
  return fieldManifests({
    ...(isNew ? { organisation: person({ ...title('organisation'), from: 'writer' }) } : {}),
    name: text({ ...title('name'), maxLength: 50 }),
    kind: choice(
      personKinds.map((value) => ({ value, title: pageText(t(`kind.${value}`)) })),
      title('kind'),
    ),
    code: text({ ...title('code'), help: pageText(t('form.codeHelp')), maxLength: 30, optional: true }),
    post: text({ ...title('post'), maxLength: 30, optional: true }),
    subject: text({ ...title('subject'), maxLength: 30, optional: true, when: { field: 'kind', is: ['teacher'] } }),
    ...(withIdNumber
      ? {
          idNumber: text({
            ...title('idNumber'),
            help: pageText(t('form.idNumberHelp')),
            maxLength: 30,
            optional: true,
            class: 'sensitive',
          }),
        }
      : {}),
  });
};

/** Fields whose change the server takes. */
export const changeableKeys = ['name', 'kind', 'code', 'post', 'subject', 'idNumber'] as const;
