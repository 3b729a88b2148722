import { Button, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';
import { usePhone } from '../../components/use-media.js';
import { OrganisationPart } from './organisation-part.js';
import './organisation-picker.css';
import {
  addSchools,
  type Chosen,
  coveredSchools,
  narrowed,
  type Place,
  removeSchools,
  schoolsOf,
  toggle,
  treeOf,
} from './organisation-tree.js';

interface OrganisationPickerProps {
  /** Id of the group, for jumps from a summary of errors. */
  readonly id: string;
  readonly places: readonly Place[];
  readonly chosen: readonly Chosen[];
  readonly onChange: (chosen: readonly Chosen[]) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}

/** More schools than these, and offices start folded: the list stays a list of offices. */
const foldFrom = { phone: 24, desk: 90 };

/** The district's offices and schools to choose from: all, whole offices, or single schools. */
export const OrganisationPicker = ({
  id,
  places,
  chosen,
  onChange,
  error,
  disabled = false,
}: OrganisationPickerProps) => {
  const { t } = useTranslation('programmes');
  const isPhone = usePhone();
  const [words, setWords] = useState('');
  const [ownership, setOwnership] = useState<string>();
  // Hundreds of schools: typing comes first, the list follows.
  const sought = useDeferredValue(words);
  const tree = treeOf(places);
  const covered = coveredSchools(tree, chosen);
  const all = tree.flatMap(schoolsOf);
  const shown = narrowed(tree, { words: sought, ownership });
  const found = shown.flatMap(schoolsOf).map((place) => place.id);
  const isNarrowed = sought.trim() !== '' || ownership !== undefined;
  const isFolded = !isNarrowed && all.length > foldFrom[isPhone ? 'phone' : 'desk'];
  const ownerships = (['public', 'private'] as const).map((value) => ({ value, label: t(`ownership.${value}`) }));
  const part = {
    chosen,
    covered,
    isWithin: false,
    disabled,
    onToggle: (one: string) => onChange(toggle(tree, chosen, one)),
  };

  return (
    <div
      className={error ? 'picker invalid' : 'picker'}
      id={id}
      role="group"
      tabIndex={-1}
      aria-label={t('organisations')}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <div className="picker-bar">
        <Input
          className="picker-search"
          allowClear
          value={words}
          aria-label={t('picker.search')}
          placeholder={t('picker.search')}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault(); // narrows only; it must not hand in the page
          }}
        />
        <Select
          className="picker-ownership"
          allowClear
          aria-label={t('picker.ownership')}
          placeholder={t('picker.anyOwnership')}
          value={ownership ?? null}
          options={ownerships}
          onChange={(next: string | null | undefined) => setOwnership(next ?? undefined)}
        />
        {isNarrowed && found.length > 0 && (
          <>
            <Button disabled={disabled} onClick={() => onChange(addSchools(tree, chosen, found))}>
              {t('picker.addFound', { count: found.length })}
            </Button>
            <Button type="text" disabled={disabled} onClick={() => onChange(removeSchools(tree, chosen, found))}>
              {t('picker.removeFound')}
            </Button>
          </>
        )}
        <span className="picker-sum" role="status">
          {t('picker.sum', { count: all.length, n: formatNumber(covered.size), all: formatNumber(all.length) })}
        </span>
        {chosen.length > 0 && (
          <Button type="link" className="picker-clear" disabled={disabled} onClick={() => onChange([])}>
            {t('picker.clear')}
          </Button>
        )}
      </div>
      {error && (
        <p className="field-error picker-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div className="picker-tree">
        {shown.length === 0 && <p className="picker-none muted">{t(isNarrowed ? 'picker.noMatch' : 'picker.none')}</p>}
        {shown.map((branch) => (
          <OrganisationPart key={`${branch.place.id}${isFolded}`} {...part} branch={branch} isFolded={isFolded} />
        ))}
      </div>
    </div>
  );
};
