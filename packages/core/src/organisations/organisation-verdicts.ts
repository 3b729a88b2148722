import { t } from '@xieshou/sdk';
import type { Verdict } from '../imports/register.js';
import type { FormerName } from './former-names.js';
import type { Draft, Known, Place } from './organisation-places.js';
import { nameKey, nameKeys, type OrganisationRow } from './organisation-rows.js';
import { placeProblem, fieldWords, kindWords, nameTaken, shapeProblems } from './organisation-rules.js';

/** Cells that a row may change, with their columns in the table. */
const changeable = {
  name: 'name',
  ownership: 'ownership',
  schoolKind: 'school_kind',
  code: 'code',
  contact: 'contact',
  phone: 'phone',
} as const;

const shapeReasons = (o: Parameters<typeof shapeProblems>[0]) => shapeProblems(o).map((problem) => problem.text);

/** Whether a row may add its organisation below the one above. */
export const judgeAddition = (o: {
  readonly draft: Draft;
  readonly parent: Place;
  /** The importer reaches every district. */
  readonly everywhere: boolean;
}): void => {
  const { draft, parent, everywhere } = o;
  const kind = (draft.values['kind'] ?? 'school') as OrganisationRow['kind'];
  const misplaced = placeProblem({ kind, parent, everywhere });
  draft.level = parent.draft ? parent.draft.level + 1 : 0;
  // A cell that could not be read says so already; it is not missing as well.
  if (draft.reasons.length === 0)
    draft.reasons.push(
      ...(misplaced ? [misplaced] : []),
      ...shapeReasons({
        kind,
        ownership: draft.values['ownership'] ?? null,
        schoolKind: draft.values['schoolKind'] ?? null,
      }),
    );
};

/**
 * The organisation that a row calls by a name it had before: itself, found by its code, or one of that name where the row
 * would add another. A code of its own says that it is another one.
 */
export const hasFormerName = (o: {
  readonly draft: Draft;
  readonly parent: Place;
  readonly former: ReadonlyMap<string, readonly FormerName[]>;
}): FormerName | undefined => {
  const { draft, parent, former } = o;
  const { name, code, parent: written } = draft.values;
  const found = (name && former.get(nameKey(name))) || [];
  if (draft.target) return found.find(({ id }) => id === draft.target!.id);
  return found.find(
    (one) =>
      one.district_id === parent.district_id &&
      (!written || one.parent_id === parent.id) &&
      !(code && one.code && one.code !== code),
  );
};

/** What the filled cells change of an organisation that stands already, and whether they may. */
export const judgeChange = (o: {
  readonly draft: Draft;
  readonly target: Known;
  readonly parent: Place;
  /** Organisations in reach by the one above and the name's key. */
  readonly byName: ReadonlyMap<string, Known>;
}): void => {
  const { draft, target, parent, byName } = o;
  const { values, reasons } = draft;
  const changes = Object.fromEntries(
    Object.entries(changeable).flatMap(([key, column]) => {
      const value = values[key];
      return value && value !== target[column] ? [[column, value]] : [];
    }),
  ) as Partial<OrganisationRow>;
  const next = { ...target, ...changes };
  if (values['parent'] && target.parent_id !== parent.id)
    reasons.push(
      t(
        `标识码 ${target.code} 属于“${target.name}”，它的上级单位是“${target.parent_name ?? '—'}”；导入不能改变上级单位`,
        `The code ${target.code} belongs to "${target.name}" below "${target.parent_name ?? '—'}": an import cannot move it to another parent`,
      ),
    );
  if (values['kind'] && values['kind'] !== target.kind)
    reasons.push(
      t(
        `“${target.name}”已登记为${kindWords[target.kind].zh}，导入不能改变单位类型`,
        `"${target.name}" is registered as: ${kindWords[target.kind].en.toLowerCase()}. An import cannot change the kind`,
      ),
    );
  if (reasons.length === 0)
    reasons.push(...shapeReasons({ kind: next.kind, ownership: next.ownership, schoolKind: next.school_kind }));
  const namesake = changes.name && byName.get(`${target.parent_id ?? ''}/${nameKey(changes.name)}`);
  if (changes.name && namesake && namesake.id !== target.id)
    reasons.push(nameTaken(changes.name, target.parent_name ?? '—'));
  draft.changes = changes.name ? { ...changes, ...nameKeys(changes.name) } : changes;
};

/** What two rows may not have in common. */
export const keysOf = ({ id, values, target, parent }: Draft): string[] => {
  const code = values['code'] ?? target?.code;
  const district = target?.district_id ?? (values['kind'] === 'bureau' ? id : parent!.district_id);
  return [
    `id ${target?.id ?? id}`,
    `name ${target ? target.parent_id : parent!.id}/${nameKey(values['name']!)}`,
    ...(code ? [`code ${district}/${code}`] : []),
  ];
};

/** A row that would stand below a faulty one is faulty too. Parents come first, so that it reaches all the way down. */
export const refuseBelowFaulty = (drafts: readonly Draft[]): void => {
  for (const draft of [...drafts].sort((a, b) => a.level - b.level)) {
    const above = draft.parent?.draft;
    if (above && above.reasons.length > 0)
      draft.reasons.push(
        t(
          `上级单位在第 ${above.row} 行，那一行有误，请先改正`,
          `Its parent is row ${above.row}, which is faulty: mend that one first`,
        ),
      );
  }
};

export const verdictOf = ({ reasons, target, changes, id }: Draft): Verdict => {
  if (reasons.length > 0) return { outcome: 'error', id: null, reasons };
  if (!target) return { outcome: 'add', id, reasons: [] };
  const fields = Object.entries(changeable).flatMap(([key, column]) =>
    column in (changes ?? {}) ? [fieldWords[key as keyof typeof changeable]] : [],
  );
  if (fields.length === 0) return { outcome: 'same', id: target.id, reasons: [] };
  return {
    outcome: 'change',
    id: target.id,
    reasons: [t(`修改：${fields.map((f) => f.zh).join('、')}`, `Changes: ${fields.map((f) => f.en).join(', ')}`)],
  };
};
