import type { FieldManifest } from '@xieshou/sdk';
import type { FieldProblem } from '../../api/problem.js';

export type SettingValues = Readonly<Record<string, unknown>>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The values of the settings there are; an older version of the plugin may have left others behind. */
export const known = (fields: readonly FieldManifest[], values: SettingValues): SettingValues =>
  Object.fromEntries(fields.flatMap(({ key }) => (values[key] === undefined ? [] : [[key, values[key]]])));

/** Keys of the settings that hold something else than before (or than the plan says). */
export const changedKeys = (
  fields: readonly FieldManifest[],
  { values, against }: { readonly values: SettingValues; readonly against: SettingValues },
): string[] => fields.map(({ key }) => key).filter((key) => !same(values[key], against[key]));

/** One setting put back; a setting without a value of its own becomes absent. */
export const putBack = (
  values: SettingValues,
  { key, to }: { readonly key: string; readonly to: unknown },
): SettingValues =>
  to === undefined
    ? Object.fromEntries(Object.entries(values).filter(([name]) => name !== key))
    : { ...values, [key]: to };

/**
 * Errors of the server by what they are about: `settings.x` means the setting `x`, anything else the named part of the
 * page. What belongs to neither is collected under `''`.
 */
export const problemsByPlace = (
  problems: readonly FieldProblem[],
  { settings, parts }: { readonly settings: readonly string[]; readonly parts: readonly string[] },
) => {
  const ofSettings: Record<string, string> = {};
  const ofParts: Record<string, string> = {};
  for (const { field, message } of problems) {
    const [head = '', next = ''] = field.split(/[./]/).filter((part) => part !== '');
    if (head === 'settings' && settings.includes(next)) ofSettings[next] ??= message;
    else if (parts.includes(head)) ofParts[head] ??= message;
    else ofParts[''] = ofParts[''] ? `${ofParts['']} ${message}` : message;
  }
  return { ofSettings, ofParts };
};
