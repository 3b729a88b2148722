import { type ProgrammeManifest } from '@xieshou/sdk';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { pairsPeople } from '../../components/programme/manifest.js';
import type { Preview, usePreview } from './use-preview.js';

type Side = 'helper' | 'helped';
type School = Preview['names'][number];

const sides = ['helper', 'helped'] as const;

/** `将向 12 所学校显示 5 个表单；可作公办学校的 6 所，可作民办学校的 6 所。` */
export const usePreviewText = (manifest: ProgrammeManifest): ((preview: Preview) => string) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  return (preview) =>
    pairsPeople(manifest)
      ? t('preview.ofPeople', { count: preview.forms, forms: formatNumber(preview.forms) })
      : t('preview.sentence', {
          count: preview.schools,
          schools: formatNumber(preview.schools),
          forms: formatNumber(preview.forms),
          helper: text(manifest.sides.helper.title),
          helpers: formatNumber(preview.helperCandidates),
          helped: text(manifest.sides.helped.title),
          helpeds: formatNumber(preview.helpedCandidates),
        });
};

const Names = ({ title, schools }: { title: string; schools: readonly School[] }) =>
  schools.length > 0 && (
    <section className="preview-group">
      <h3>{title}</h3>
      <ul>
        {schools.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </section>
  );

interface PreviewPanelProps extends ReturnType<typeof usePreview> {
  readonly manifest: ProgrammeManifest;
}

/** ④: whom the programme would reach, with the schools by name. */
export const PreviewPanel = ({ manifest, preview, isEmpty, isOld, error, retry }: PreviewPanelProps) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const sentence = usePreviewText(manifest);
  const [isOpen, setIsOpen] = useState(false);
  const listId = useId();

  if (error && !preview) return <ErrorPanel error={error} onRetry={retry} />;
  if (!preview) return <p className="muted">{t(isEmpty ? 'preview.none' : 'preview.coming')}</p>;

  if (pairsPeople(manifest))
    return (
      <p className={isOld ? 'preview-sentence preview old' : 'preview-sentence preview'} role="status">
        {sentence(preview)}
      </p>
    );
  const titleOf = (side: Side) => text(manifest.sides[side].title);
  const counts = { helper: preview.helperCandidates, helped: preview.helpedCandidates };
  const neither = preview.names.filter((school) => school.sides.length === 0);
  return (
    <div className={isOld ? 'preview old' : 'preview'} aria-busy={isOld}>
      <p className="preview-sentence" role="status">
        {sentence(preview)}
      </p>
      {sides
        .filter((side) => counts[side] === 0)
        .map((side) => (
          <p key={side} className="preview-warning">
            {t('preview.noCandidates', { side: titleOf(side) })}
          </p>
        ))}
      {preview.names.length > 0 && (
        <Button aria-expanded={isOpen} aria-controls={listId} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'preview.hideNames' : 'preview.showNames')}
        </Button>
      )}
      <div id={listId} hidden={!isOpen}>
        {sides.map((side) => (
          <Names
            key={side}
            title={t('preview.may', { side: titleOf(side), count: counts[side], n: formatNumber(counts[side]) })}
            schools={preview.names.filter((school) => school.sides.includes(side))}
          />
        ))}
        <Names title={t('preview.neither')} schools={neither} />
        {preview.schools > preview.names.length && (
          <p className="muted">{t('preview.firstNames', { count: preview.names.length })}</p>
        )}
      </div>
    </div>
  );
};
