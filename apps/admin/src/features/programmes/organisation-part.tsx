import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';
import { type Branch, type Chosen, isSchool, type Place, schoolsOf } from './organisation-tree.js';

interface PartProps {
  readonly branch: Branch;
  readonly chosen: readonly Chosen[];
  readonly covered: ReadonlySet<string>;
  /** An office above is chosen whole. */
  readonly isWithin: boolean;
  readonly isFolded: boolean;
  readonly disabled: boolean;
  readonly onToggle: (id: string) => void;
}

const SchoolTick = ({
  place,
  covered,
  disabled,
  onToggle,
}: Pick<PartProps, 'covered' | 'disabled' | 'onToggle'> & { place: Place }) => {
  const { t } = useTranslation('programmes');
  return (
    <label className="school-tick">
      <input type="checkbox" checked={covered.has(place.id)} disabled={disabled} onChange={() => onToggle(place.id)} />
      <span className="school-name">{place.name}</span>
      {place.ownership && <span className="muted">{t(`ownership.${place.ownership}`)}</span>}
    </label>
  );
};

/** An office with a tick for all of it, and its schools below. */
export const OrganisationPart = (props: PartProps) => {
  const { branch, chosen, covered, isWithin, isFolded, disabled, onToggle } = props;
  const { t } = useTranslation('programmes');
  const [toggled, setToggled] = useState(false);
  const listId = useId();
  const { place, schools, branches } = branch;
  const isWhole = isWithin || chosen.some((c) => c.id === place.id && c.subtree);
  const all = schoolsOf(branch);
  const count = all.filter(({ id }) => covered.has(id)).length;
  // The bureau stays open: its offices are what is chosen from.
  const isOpen = toggled === (isFolded && place.kind !== 'bureau');
  if (isSchool(place))
    return (
      <div className="part-schools alone">
        <SchoolTick place={place} covered={covered} disabled={disabled} onToggle={onToggle} />
      </div>
    );
  return (
    <div className={`part ${place.kind}`}>
      <div className="part-head">
        <label>
          <input
            type="checkbox"
            checked={isWhole}
            disabled={disabled}
            ref={(box) => {
              if (box) box.indeterminate = !isWhole && count > 0;
            }}
            onChange={() => onToggle(place.id)}
          />
          <span className="part-name">{place.name}</span>
          <span className="muted">{t(place.kind === 'college' ? 'picker.allClasses' : 'picker.all')}</span>
        </label>
        <span className="part-count">
          {t('picker.count', { count: all.length, n: formatNumber(count), all: formatNumber(all.length) })}
        </span>
        {all.length > 0 && (
          <button
            type="button"
            className="plain-link part-fold"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-label={t(isOpen ? 'picker.foldNamed' : 'picker.unfoldNamed', { name: place.name })}
            onClick={() => setToggled(!toggled)}
          >
            {t(isOpen ? 'picker.fold' : 'picker.unfold')}
          </button>
        )}
      </div>
      <div id={listId} hidden={!isOpen}>
        {schools.length > 0 && (
          <div className="part-schools">
            {schools.map((school) => (
              <SchoolTick key={school.id} place={school} covered={covered} disabled={disabled} onToggle={onToggle} />
            ))}
          </div>
        )}
        {branches.map((next) => (
          <OrganisationPart key={next.place.id} {...props} branch={next} isWithin={isWhole} />
        ))}
      </div>
    </div>
  );
};
