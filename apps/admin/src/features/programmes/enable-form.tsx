import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { App, Button, Input, Select } from 'antd';
import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { listProgrammesOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import { ErrorSummary } from '../../components/form/error-summary.js';
import '../../components/form/form.css';
import { LeaveGuard } from '../../components/form/leave-guard.js';
import { ChoosingOrganisations } from './choosing-organisations.js';
import { changedKeys } from './setting-values.js';
import { PreviewPanel, usePreviewText } from './preview-panel.js';
import { pairsPeople, type Preset } from '../../components/programme/manifest.js';
import { Section } from './section.js';
import { SettingsTable } from './settings-table.js';
import { partIds, useEnabling } from './use-enabling.js';
import { usePreview } from './use-preview.js';

interface EnableFormProps {
  readonly manifest: ProgrammeManifest;
  readonly preset: Preset;
  /** School years a programme can start in, the proposed one first. */
  readonly years: readonly string[];
}

/** Programmes of the same kind that run in the chosen year: enabling a second one is rarely meant. */
const AlreadyRunning = ({ plugin, schoolYear }: { plugin: string; schoolYear: string }) => {
  const { t } = useTranslation('programmes');
  const { data } = useQuery({
    ...listProgrammesOptions({ query: { schoolYear, state: 'enabled', size: 200 } }),
    staleTime: fresh.list,
    enabled: schoolYear !== '',
  });
  const running = data?.rows.filter((one) => one.plugin === plugin) ?? [];
  if (running.length === 0) return null;
  return (
    <p className="already" role="note">
      {t('new.already', { year: schoolYear })}
      {running.map((one) => (
        <Link key={one.id} to="/programmes/$id" params={{ id: one.id }}>
          {one.title}
        </Link>
      ))}
    </p>
  );
};

/** Sections ② to ④ and the button that enables. */
export const EnableForm = ({ manifest, preset, years }: EnableFormProps) => {
  const { t } = useTranslation('programmes');
  const navigate = useNavigate();
  const { message } = App.useApp();
  const form = useEnabling({
    manifest,
    preset,
    year: years[0],
    onDone: async (programme) => {
      void message.success(t('new.done', { title: programme.title }));
      await navigate({ to: '/programmes/$id', params: { id: programme.id } });
    },
  });
  const preview = usePreview(manifest.id, preset.key, form.chosen);
  const sentence = usePreviewText(manifest);
  const changed = changedKeys(manifest.settings, { values: form.settings, against: preset.settings }).length;

  const impact = (): string => {
    if (preview.preview) return sentence(preview.preview);
    if (form.chosen.length === 0) return t('preview.none');
    return t(preview.error ? 'preview.failed' : 'preview.coming');
  };

  const handIn = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.submit();
  };
  const described = (part: keyof typeof partIds) => (form.ofParts[part] ? `${partIds[part]}-error` : undefined);
  const error = (part: keyof typeof partIds) =>
    form.ofParts[part] && (
      <p className="field-error" id={`${partIds[part]}-error`}>
        {form.ofParts[part]}
      </p>
    );

  return (
    <form noValidate onSubmit={handIn} onKeyDown={press}>
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      {form.isRestored && (
        <p className="form-restored" role="status">
          {t('app:form.restored')}
          <button type="button" className="plain-link" onClick={form.discard}>
            {t('app:form.discard')}
          </button>
        </p>
      )}
      <Section number={2} title={t('new.organisations')} note={t('new.organisationsNote')}>
        <ChoosingOrganisations
          id={partIds.organisations}
          ofPeople={pairsPeople(manifest)}
          chosen={form.chosen}
          onChange={(chosen) => form.change({ chosen })}
          error={form.ofParts['organisations']}
          disabled={form.isBusy}
        />
        <div className="new-basics">
          <div className="field">
            <label className="field-label" htmlFor={partIds.schoolYear}>
              <span className="required" aria-hidden="true">
                *
              </span>
              {t('schoolYear')}
            </label>
            <Select
              id={partIds.schoolYear}
              className="wide-control"
              value={form.schoolYear || null}
              options={years.map((year) => ({ value: year, label: t('inYear', { year }) }))}
              onChange={(schoolYear: string) => form.change({ schoolYear })}
              disabled={form.isBusy}
              status={form.ofParts['schoolYear'] ? 'error' : ''}
              aria-required
              aria-describedby={described('schoolYear')}
            />
            {error('schoolYear')}
          </div>
          <div className="field">
            <label className="field-label" htmlFor={partIds.title}>
              <span className="required" aria-hidden="true">
                *
              </span>
              {t('programmeTitle')}
            </label>
            <Input
              id={partIds.title}
              value={form.title}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => form.change({ title: event.target.value })}
              disabled={form.isBusy}
              status={form.ofParts['title'] ? 'error' : ''}
              aria-required
              aria-invalid={form.ofParts['title'] !== undefined}
              aria-describedby={described('title')}
            />
            {error('title')}
          </div>
        </div>
        <AlreadyRunning plugin={manifest.id} schoolYear={form.schoolYear} />
      </Section>
      <Section
        number={3}
        title={t('new.settings')}
        note={changed > 0 ? t('settings.differing', { count: changed }) : t('new.settingsNote')}
        isFlush
      >
        <SettingsTable
          title={t('new.settings')}
          fields={manifest.settings}
          values={form.settings}
          plan={preset.settings}
          errors={form.ofSettings}
          isJudged={form.attempt > 0}
          busy={form.isBusy}
          onChange={(settings) => form.change({ settings })}
        />
      </Section>
      <Section number={4} title={t('new.preview')} note={t('new.previewNote')}>
        <PreviewPanel manifest={manifest} {...preview} />
      </Section>
      <div className="action-bar">
        <p className="action-bar-text">{impact()}</p>
        <Button onClick={() => void navigate({ to: '/programmes' })}>{t('app:form.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={form.isBusy}>
          {t('new.submit')}
        </Button>
      </div>
      <LeaveGuard isUnsaved={form.isUnsaved} onLeave={form.clear} />
    </form>
  );
};
