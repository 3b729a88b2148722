import { type ProgrammeDefinition, visibleFields } from '@xieshou/sdk';

type Settings = Readonly<Record<string, unknown>>;

/**
 * Settings as they were stored, for rules of the plugin as it is now: a setting that it got since has its default, so
 * that a programme that runs goes on. What was left blank or is hidden by another setting stays absent.
 */
export const keptSettings = (definition: ProgrammeDefinition | undefined, stored: Settings): Settings => {
  const fields = definition?.settings ?? {};
  const added = Object.keys(fields).filter(
    (key) => fields[key]!.required && fields[key]!.default !== undefined && stored[key] === undefined,
  );
  if (added.length === 0) return stored;
  const given = Object.fromEntries(added.map((key) => [key, fields[key]!.default]));
  const shown = new Set(visibleFields(fields, { ...stored, ...given }));
  const filled: Settings = {
    ...stored,
    ...Object.fromEntries(added.flatMap((k) => (shown.has(k) ? [[k, given[k]]] : []))),
  };
  // In the order in which saved ones stand: settings saved unchanged are no new version.
  const keys = new Set([...Object.keys(fields), ...Object.keys(stored)]);
  return Object.fromEntries([...keys].filter((key) => key in filled).map((key) => [key, filled[key]]));
};
