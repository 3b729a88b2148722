import type { FieldManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem.js';
import { DifferenceDrawer } from '../../components/difference-drawer.js';
import { useOrganisations } from './choosing-organisations.js';
import { chosenKey, keysOf, organisationsDifference, readKey } from './organisation-keys.js';
import type { Chosen } from './organisation-tree.js';
import type { Programme } from './programme-page.js';

/** What the form of a programme's basics holds. */
export interface Basics {
  readonly title: string;
  readonly chosen: readonly Chosen[];
}

type Current = Pick<Programme, 'title' | 'organisations' | 'version'>;

/** What differs between mine and what stands there now. */
export const basicsDifference = (mine: Basics, current: Omit<Current, 'version'>) => [
  ...(current.title === mine.title ? [] : [{ field: 'title', yours: mine.title, theirs: current.title }]),
  ...organisationsDifference(mine.chosen, current.organisations),
];

const both = (text: string) => ({ zh: text, en: text });

interface BasicsConflictProps {
  readonly problem: ApiProblem;
  readonly mine: Basics;
  readonly onSettle: (basics: Basics, version: number) => void;
  readonly onClose: () => void;
}

/** Title and organisations as somebody else has changed them meanwhile, beside mine. */
export const BasicsConflict = ({ problem, mine, onSettle, onClose }: BasicsConflictProps) => {
  const { t } = useTranslation('programmes');
  const { rows = [] } = useOrganisations();
  const current = problem.current as Current;
  const nameOf = ({ id, subtree }: Chosen) => {
    const name = [...current.organisations, ...rows].find((one) => one.id === id)?.name ?? id;
    return subtree ? t('allSchoolsOf', { name }) : name;
  };
  const basics = { required: true, class: 'internal' } as const;
  const fields: readonly FieldManifest[] = [
    { ...basics, key: 'title', widget: 'text', title: both(t('programmeTitle')) },
    {
      ...basics,
      key: 'organisations',
      widget: 'choices',
      title: both(t('organisations')),
      choices: [...mine.chosen, ...current.organisations].map((one) => ({
        value: chosenKey(one),
        title: both(nameOf(one)),
      })),
    },
  ];
  return (
    <DifferenceDrawer
      problem={new ApiProblem({ ...problem, title: problem.title, difference: basicsDifference(mine, current) })}
      fields={fields}
      mine={{ title: mine.title, organisations: keysOf(mine.chosen) }}
      onClose={onClose}
      onSettle={({ title, organisations }) =>
        onSettle({ title: String(title), chosen: (organisations as readonly string[]).map(readKey) }, current.version)
      }
    />
  );
};
