import type { FieldManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api/problem.js';
import { DifferenceDrawer } from '../../components/difference-drawer.js';
import { useOrganisations } from './choosing-organisations.js';
import { mergeChanges } from './merge-changes.js';
import { chosenKey, keysOf, readKey } from './organisation-keys.js';
import type { Chosen } from './organisation-tree.js';
import type { Programme } from './programme-page.js';

/** What the form of a programme's basics holds. */
export interface Basics {
  readonly title: string;
  readonly chosen: readonly Chosen[];
}

type Current = Pick<Programme, 'title' | 'organisations' | 'version'>;

const flat = ({ title, chosen }: Basics) => ({ title, organisations: keysOf(chosen) });

const deep = (values: Readonly<Record<string, unknown>>): Basics => ({
  title: String(values['title']),
  chosen: (values['organisations'] as readonly string[]).map(readKey),
});

export const basicsOf = ({ title, organisations }: Pick<Programme, 'title' | 'organisations'>): Basics => ({
  title,
  chosen: organisations.map(({ id, subtree }) => ({ id, subtree })),
});

/** Mine on top of what somebody else has saved meanwhile, and what both of us changed. */
export const mergeBasics = ({ base, mine, theirs }: { base: Basics; mine: Basics; theirs: Basics }) => {
  const { merged, conflicts } = mergeChanges({ base: flat(base), mine: flat(mine), theirs: flat(theirs) });
  return { merged: deep(merged), conflicts };
};

const both = (text: string) => ({ zh: text, en: text });

interface BasicsConflictProps {
  /** Its difference names what both of us changed. */
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
      problem={problem}
      fields={fields}
      mine={flat(mine)}
      onClose={onClose}
      onSettle={(settled) => onSettle(deep(settled), current.version)}
    />
  );
};
