import { useQuery } from '@tanstack/react-query';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { App, Button } from 'antd';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { changeProgramme } from '../../api/generated/sdk.gen.js';
import { ApiProblem, asProblem } from '../../api/problem.js';
import { fresh } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { useLanguage } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { DifferenceDrawer } from '../../components/difference-drawer.js';
import { useProblemText } from '../../components/error-panel.js';
import { ErrorSummary } from '../../components/form/error-summary.js';
import { check, fieldsOfManifests } from '../../components/form/form-errors.js';
import { LeaveGuard } from '../../components/form/leave-guard.js';
import { mergeChanges } from './merge-changes.js';
import { NoManifest } from './no-manifest.js';
import { asManifest } from '../../components/programme/manifest.js';
import type { Programme } from './programme-page.js';
import { changedKeys, known, problemsByPlace, type SettingValues } from './setting-values.js';
import { settingId, SettingsTable } from './settings-table.js';

interface SettingsProps {
  readonly programme: Programme;
  readonly manifest: ProgrammeManifest;
}

const planOf = ({ programme, manifest }: SettingsProps): SettingValues =>
  manifest.presets.find(({ key }) => key === programme.preset)?.settings ?? {};

const SettingsForm = ({ programme, manifest, onClose }: SettingsProps & { onClose: () => void }) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const language = useLanguage();
  const problemText = useProblemText();
  const { data: calendar } = useQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  // What I began with: a refetch meanwhile must neither move the ground under my changes nor lend me its version.
  const [base] = useState(programme);
  const [values, setValues] = useState<SettingValues>(known(manifest.settings, base.settings));
  const [attempt, setAttempt] = useState(0);
  const [conflict, setConflict] = useState<ApiProblem>();
  const isSaved = useRef(false);
  const fields = manifest.settings;
  const keys = fields.map(({ key }) => key);
  const changed = changedKeys(fields, { values, against: base.settings });
  const checked = check({ fields: fieldsOfManifests(fields), input: values, language });

  const save = useWrite({
    send: ({ settings, version }: { settings: SettingValues; version: number }, headers) =>
      changeProgramme({
        path: { id: programme.id },
        body: { settings: { ...settings } },
        headers: { ...headers, ...ifMatch(version) },
      }),
    changes: ['readProgramme', 'listCandidates', 'readDuties', 'readWorkbench'],
    onDone: ({ settingsVersion }) => {
      isSaved.current = true;
      void message.success(t('settings.saved', { number: settingsVersion }));
      onClose();
    },
    onProblem: (problem, { settings }) => {
      if (problem.code !== 'stale') return setAttempt((n) => n + 1);
      const current = problem.current as Programme;
      const { merged, conflicts } = mergeChanges({ base: base.settings, mine: settings, theirs: current.settings });
      setValues(merged);
      if (conflicts.length === 0) save.mutate({ settings: merged, version: current.version });
      else setConflict(new ApiProblem({ ...problem, title: problem.title, difference: conflicts }));
    },
  });

  const problem = save.error ? asProblem(save.error) : undefined;
  const { ofSettings, ofParts } = problemsByPlace(problem?.errors ?? [], { settings: keys, parts: [] });
  const errors: Readonly<Record<string, string>> = { ...checked.errors, ...ofSettings };
  const summary = [
    ...keys.flatMap((key) => (errors[key] ? [{ id: settingId(key), message: errors[key] }] : [])),
    ...(ofParts[''] ? [{ message: ofParts[''] }] : []),
    ...(problem && problem.code !== 'stale' && problem.errors.length === 0 ? [{ message: problemText(problem) }] : []),
  ];

  const submit = () => {
    if (save.isPending) return;
    if (changed.length === 0) return onClose();
    if (!checked.data) return setAttempt((n) => n + 1);
    save.mutate({ settings: checked.data, version: base.version });
  };
  const handIn = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };

  return (
    <form noValidate onSubmit={handIn} onKeyDown={press}>
      {attempt > 0 && summary.length > 0 && (
        <div className="panel-body">
          <ErrorSummary errors={summary} attempt={attempt} />
        </div>
      )}
      <SettingsTable
        title={t('tab.settings')}
        fields={fields}
        values={values}
        plan={planOf({ programme, manifest })}
        errors={errors}
        isJudged={attempt > 0}
        busy={save.isPending}
        onChange={(next) => {
          save.reset();
          setValues(next);
        }}
      />
      <div className="action-bar in-panel">
        <p className="action-bar-text">
          {t('settings.holdsFrom', { number: programme.settingsVersion + 1, day: calendar?.today ?? '' })}
        </p>
        <Button onClick={onClose}>{t('app:form.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {changed.length > 0 ? t('settings.saveChanged', { count: changed.length }) : t('settings.save')}
        </Button>
      </div>
      <LeaveGuard isUnsaved={() => changed.length > 0 && !isSaved.current} />
      {conflict && (
        <DifferenceDrawer
          problem={conflict}
          fields={fields}
          mine={values}
          onClose={() => setConflict(undefined)}
          onSettle={(settings, current) => {
            setValues(settings);
            save.mutate({ settings, version: (current as Programme).version });
          }}
        />
      )}
    </form>
  );
};

/** 设置: the plan's numbers as they hold here; a change makes a new version. */
export const SettingsTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const mayWrite = useMay('programme.write');
  const [isEditing, setIsEditing] = useState(false);
  if (!programme.manifest) return <NoManifest />;
  const manifest = asManifest(programme.manifest);
  const plan = planOf({ programme, manifest });
  const differing = changedKeys(manifest.settings, { values: programme.settings, against: plan }).length;
  return (
    <section className="panel" aria-labelledby="settings">
      <div className="panel-head">
        <h2 id="settings">{t('tab.settings')}</h2>
        <span className="muted">
          {t('settings.version', { number: programme.settingsVersion })}
          {t('clause')}
          {differing > 0 ? t('settings.differing', { count: differing }) : t('settings.asPlanned')}
        </span>
        {mayWrite && !isEditing && programme.state !== 'closed' && (
          <Button onClick={() => setIsEditing(true)}>{t('settings.edit')}</Button>
        )}
      </div>
      {isEditing ? (
        <SettingsForm programme={programme} manifest={manifest} onClose={() => setIsEditing(false)} />
      ) : (
        <SettingsTable title={t('tab.settings')} fields={manifest.settings} values={programme.settings} plan={plan} />
      )}
    </section>
  );
};
