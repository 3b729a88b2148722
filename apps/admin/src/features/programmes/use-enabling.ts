import type { ProgrammeManifest } from '@xieshou/sdk';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createProgramme } from '../../api/generated/sdk.gen.js';
import type { CreateProgrammeData, CreateProgrammeResponse } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { useProblemText } from '../../components/error-panel.js';
import { check, fieldsOfManifests } from '../../components/form/form-errors.js';
import { useDraft } from '../../components/form/use-draft.js';
import type { Chosen } from './organisation-tree.js';
import type { Preset } from '../../components/programme/manifest.js';
import { settingId } from './settings-table.js';
import { known, problemsByPlace, type SettingValues } from './setting-values.js';

/** What the officer has entered; what is absent still holds its proposal. */
interface Entered {
  readonly chosen?: readonly Chosen[];
  readonly schoolYear?: string;
  readonly title?: string;
  readonly settings?: SettingValues;
}

interface Enabling {
  readonly manifest: ProgrammeManifest;
  readonly preset: Preset;
  /** The school year proposed; undefined where the calendar has none. */
  readonly year: string | undefined;
  readonly onDone: (programme: CreateProgrammeResponse) => void | Promise<void>;
}

/** Ids of the parts of the page, for jumps from the summary of errors. */
export const partIds = { organisations: 'organisations', schoolYear: 'school-year', title: 'programme-title' } as const;

const parts = Object.keys(partIds);

/** Everything the page holds until the programme is enabled; kept over a reload and a sign-in that ran out. */
export const useEnabling = ({ manifest, preset, year, onDone }: Enabling) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const language = useLanguage();
  const problemText = useProblemText();
  const draft = useDraft(`programme:new:${manifest.id}:${preset.key}`);
  const [entered, setEntered] = useState<Entered>(() => draft.read() ?? {});
  const [isRestored, setIsRestored] = useState(Object.keys(entered).length > 0);
  const [attempt, setAttempt] = useState(0);
  const unsaved = useRef(isRestored);

  const chosen = entered.chosen ?? [];
  const schoolYear = entered.schoolYear ?? year ?? '';
  const title = entered.title ?? t('new.proposed', { year: schoolYear, plugin: text(manifest.title) }).slice(0, 60);
  const settings = known(manifest.settings, entered.settings ?? preset.settings);

  const save = useWrite({
    send: (body: CreateProgrammeData['body'], headers) => createProgramme({ body, headers }),
    changes: ['listProgrammes', 'readWorkbench'],
    onDone: async (programme) => {
      unsaved.current = false;
      draft.clear();
      await onDone(programme);
    },
    onProblem: () => setAttempt((n) => n + 1),
  });

  const change = (next: Entered) => {
    unsaved.current = true;
    save.reset(); // what the server said was about the values before
    setEntered((before) => {
      const now = { ...before, ...next };
      draft.keep({ ...now });
      return now;
    });
  };

  const checked = check({ fields: fieldsOfManifests(manifest.settings), input: settings, language });
  const problem = save.error ? asProblem(save.error) : undefined;
  const refused = problemsByPlace(problem?.errors ?? [], { settings: manifest.settings.map(({ key }) => key), parts });
  const own = {
    ...(chosen.length === 0 ? { organisations: t('new.chooseOrganisations') } : {}),
    ...(chosen.length > 500 ? { organisations: t('new.tooMany') } : {}),
    ...(schoolYear === '' ? { schoolYear: t('new.noYear') } : {}),
    ...([...title.trim()].length < 2 ? { title: t('new.titleMissing') } : {}),
  };
  const ofParts: Readonly<Record<string, string>> = { ...(attempt > 0 ? own : {}), ...refused.ofParts };
  const ofSettings: Readonly<Record<string, string>> = { ...checked.errors, ...refused.ofSettings };
  const isSettled = problem && problem.errors.length === 0;

  const summary =
    attempt === 0
      ? []
      : [
          ...Object.entries(partIds).flatMap(([part, id]) => (ofParts[part] ? [{ id, message: ofParts[part] }] : [])),
          ...manifest.settings.flatMap(({ key }) =>
            ofSettings[key] ? [{ id: settingId(key), message: ofSettings[key] }] : [],
          ),
          ...(ofParts[''] ? [{ message: ofParts[''] }] : []),
          ...(isSettled ? [{ message: problemText(problem) }] : []),
        ];

  const submit = () => {
    if (save.isPending) return;
    if (Object.keys(own).length > 0 || !checked.data) return setAttempt((n) => n + 1);
    save.mutate({
      plugin: manifest.id,
      preset: preset.key,
      title: title.trim(),
      schoolYear,
      settings: checked.data,
      organisations: [...chosen],
    });
  };

  return {
    chosen,
    schoolYear,
    title,
    settings,
    change,
    ofParts,
    ofSettings,
    attempt,
    summary,
    isBusy: save.isPending,
    submit,
    isUnsaved: () => unsaved.current && !save.isPending,
    clear: draft.clear,
    isRestored,
    /** Back to what the plan proposes. */
    discard: () => {
      draft.clear();
      unsaved.current = false;
      save.reset();
      setAttempt(0);
      setIsRestored(false);
      setEntered({});
    },
  };
};
