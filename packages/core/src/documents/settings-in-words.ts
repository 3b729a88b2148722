import { fieldManifests, type ProgrammeDefinition, type SettingInWords, t, visibleFields } from '@xieshou/sdk';
import { shown } from '../programmes/field-text.js';

type Settings = Readonly<Record<string, unknown>>;

/** Settings one by one as people read them, numbers with their unit; what is not shown under the others is left out. */
export const settingsInWords = (
  { settings: fields }: Pick<ProgrammeDefinition, 'settings'>,
  settings: Settings,
): SettingInWords[] => {
  const visible = new Set(visibleFields(fields, settings));
  return fieldManifests(fields)
    .filter(({ key }) => visible.has(key))
    .map((field) => {
      const value = shown(field, settings[field.key], new Map()) ?? null;
      const { key, title, unit, place = '', explain = title } = field;
      return {
        key,
        title,
        value: typeof value === 'number' && unit ? t(`${value} ${unit.zh}`, `${value} ${unit.en}`) : value,
        place,
        explain,
      };
    });
};
