import { Link } from '@tanstack/react-router';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { useText } from '../../app/i18n.js';
import type { Preset } from '../../components/programme/manifest.js';

interface PresetChoiceProps {
  readonly offered: readonly ProgrammeManifest[];
  readonly picked: { readonly manifest: ProgrammeManifest; readonly preset: Preset } | undefined;
  /** There is something else to choose instead. */
  readonly hasOthers: boolean;
  readonly onPick: (choice: { readonly plugin: string; readonly preset: string }) => void;
}

const Words = ({ manifest, preset }: { manifest: ProgrammeManifest; preset: Preset }) => {
  const text = useText();
  return (
    <span className="preset-words">
      <span className="preset-title">{text(preset.title)}</span>
      <span className="preset-plugin muted">{text(manifest.title)}</span>
      <span className="preset-summary">{text(preset.summary)}</span>
    </span>
  );
};

/** ①: the plans to start from; the picked one alone once it is picked. */
export const PresetChoice = ({ offered, picked, hasOthers, onPick }: PresetChoiceProps) => {
  const { t } = useTranslation('programmes');
  const all = offered.flatMap((manifest) => manifest.presets.map((preset) => ({ manifest, preset })));
  if (all.length === 0) return <p className="muted">{t('new.noPlugin')}</p>;
  if (picked)
    return (
      <div className="preset-picked">
        <Words {...picked} />
        {hasOthers && <Link to="/programmes/new">{t('new.otherPreset')}</Link>}
      </div>
    );
  return (
    <fieldset className="presets">
      <legend className="visually-hidden">{t('preset')}</legend>
      {all.map(({ manifest, preset }) => (
        <label key={`${manifest.id}/${preset.key}`} className="preset-option">
          <input
            type="radio"
            name="preset"
            checked={false}
            onChange={() => onPick({ plugin: manifest.id, preset: preset.key })}
          />
          <Words manifest={manifest} preset={preset} />
        </label>
      ))}
    </fieldset>
  );
};
