import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../../api/client.js';
import { rollOver } from '../../../api/generated/sdk.gen.js';
import type { PreviewRolloverResponse, RollOverData, RollOverResponse } from '../../../api/generated/types.gen.js';
import { asProblem } from '../../../api/problem.js';
import { changed } from '../../../api/queries.js';
import { useWrite } from '../../../api/write.js';
import { useLanguage } from '../../../app/i18n.js';
import { useProblemText } from '../../../components/error-panel.js';
import { check, fieldsOfManifests } from '../../../components/form/form-errors.js';
import { asManifest } from '../../../components/programme/manifest.js';
import type { Programme } from '../programme-page.js';
import { problemsByPlace, type SettingValues } from '../setting-values.js';
import { settingId } from '../settings-table.js';
import { isTicked, type Ticks } from './ticks.js';

interface RolloverOptions {
  readonly programme: Programme;
  readonly preview: PreviewRolloverResponse;
  readonly onDone: (made: RollOverResponse) => void;
}

/** What the officer has decided over the preview, and the act. */
export const useRollover = ({ programme, preview, onDone }: RolloverOptions) => {
  const { t } = useTranslation('programmes');
  const language = useLanguage();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [title, setTitle] = useState(preview.next.title);
  const [ticks, setTicks] = useState<Ticks>({});
  const [filled, setFilled] = useState<SettingValues>({});
  const [attempt, setAttempt] = useState(0);

  // Settings that the officer has to look at; the others go on as they are.
  const { lacking, added } = preview.settings;
  const asked = [...new Set([...lacking.map(({ field }) => field), ...added])];
  const fields = asManifest(programme.manifest!).settings.filter(({ key }) => asked.includes(key));
  const values: SettingValues = { ...preview.settings.values, ...filled };
  const checked = check({
    fields: fieldsOfManifests(fields),
    input: Object.fromEntries(fields.map(({ key }) => [key, values[key]])),
    language,
  });

  const save = useWrite({
    send: (body: RollOverData['body'], headers) =>
      rollOver({ path: { id: programme.id }, body, headers: { ...headers, ...ifMatch(programme.version) } }),
    changes: ['listProgrammes', 'readEnding', 'readPairing', 'readWorkbench'],
    onDone,
    onProblem: (problem) => {
      setAttempt((n) => n + 1);
      // What was previewed is not so any more: it is looked at again before anything is done.
      if (problem.status === 409) void changed(queryClient, ['previewRollover', 'readProgramme']);
    },
  });

  const problem = save.error ? asProblem(save.error) : undefined;
  const { ofSettings, ofParts } = problemsByPlace(problem?.errors ?? [], { settings: asked, parts: ['title'] });
  const settingErrors: Readonly<Record<string, string>> = { ...checked.errors, ...ofSettings };
  const titleError = [...title.trim()].length < 2 ? t('new.titleMissing') : ofParts['title'];
  const summary = [
    ...(titleError ? [{ id: 'rollover-title', message: titleError }] : []),
    ...asked.flatMap((key) => (settingErrors[key] ? [{ id: settingId(key), message: settingErrors[key] }] : [])),
    ...(ofParts[''] ? [{ message: ofParts[''] }] : []),
    ...(problem && problem.errors.length === 0 ? [{ message: problemText(problem) }] : []),
  ];
  const going = preview.pairings.filter((pair) => isTicked(pair, ticks));
  /** What the server said was about what stood here before. */
  const anew =
    <Value>(change: (value: Value) => void) =>
    (value: Value) => {
      save.reset();
      change(value);
    };

  return {
    title,
    ticks,
    values,
    fields,
    settingErrors,
    titleError: attempt > 0 ? titleError : undefined,
    summary: attempt > 0 ? summary : [],
    attempt,
    going,
    isBusy: save.isPending,
    setTitle: anew(setTitle),
    setTicks: anew(setTicks),
    setSettings: anew(setFilled),
    /** Whether everything is there; where not, it is shown what is missing. */
    isReady: (): boolean => {
      const isWhole = checked.data !== undefined && [...title.trim()].length >= 2;
      if (!isWhole) setAttempt((n) => n + 1);
      return isWhole;
    },
    submit: () =>
      save
        .mutateAsync({
          token: preview.token,
          title: title.trim(),
          pairings: going.map(({ id }) => id),
          settings: Object.fromEntries(fields.map(({ key }) => [key, values[key]])),
        })
        .catch(() => undefined),
  };
};
