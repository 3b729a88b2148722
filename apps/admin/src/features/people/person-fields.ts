import { choice, fieldManifests, type FieldManifest, person, text, type Text } from '@xieshou/sdk';
import type { ListPeopleResponse } from '../../api/generated/types.gen.js';

export type Person = ListPeopleResponse['rows'][number];

/** Kinds of people of the API, in the order they are offered. Their words stand in the locale. */
export const personKinds = ['teacher', 'staff', 'student', 'volunteer', 'other'] as const satisfies readonly Person['kind'][];

const pageText = (word: string): Text => ({ zh: word, en: word });

/** Fields of a person; where they work stands in the form only before they are registered. */
export const personFields = (t: (key: string) => string, isNew: boolean): readonly FieldManifest[] => {
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
  });
};

/** Fields whose change the server takes. */
export const changeableKeys = ['name', 'kind', 'code', 'post', 'subject'] as const;
