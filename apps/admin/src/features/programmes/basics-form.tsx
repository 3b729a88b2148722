import { App, Button, Input } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { changeProgramme } from '../../api/generated/sdk.gen.js';
import { ApiProblem, asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useProblemText } from '../../components/error-panel.js';
import { ErrorSummary } from '../../components/form/error-summary.js';
import '../../components/form/form.css';
import { LeaveGuard } from '../../components/form/leave-guard.js';
import { manifestOf, pairsPeople } from '../../components/programme/manifest.js';
import { type Basics, BasicsConflict, basicsOf, mergeBasics } from './basics-conflict.js';
import { ChoosingOrganisations } from './choosing-organisations.js';
import type { Chosen } from './organisation-tree.js';
import type { Programme } from './programme-page.js';
import { keysOf } from './organisation-keys.js';

/** Title and organisations of a programme, changed in place. */
export const BasicsForm = ({ programme, onClose }: { programme: Programme; onClose: () => void }) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const problemText = useProblemText();
  // What I began with: a refetch meanwhile must neither move the ground under my changes nor lend me its version.
  const [base] = useState(programme);
  const [title, setTitle] = useState(base.title);
  const [chosen, setChosen] = useState<readonly Chosen[]>(base.organisations);
  const [attempt, setAttempt] = useState(0);
  const [conflict, setConflict] = useState<ApiProblem>();
  const isSaved = useRef(false);

  const isChanged = title.trim() !== base.title || keysOf(chosen).join() !== keysOf(base.organisations).join();

  const save = useWrite({
    send: ({ basics, version }: { basics: Basics; version: number }, headers) =>
      changeProgramme({
        path: { id: programme.id },
        body: {
          title: basics.title,
          organisations: basics.chosen.map(({ id, subtree }) => ({ id, subtree })),
        },
        headers: { ...headers, ...ifMatch(version) },
      }),
    changes: ['readProgramme', 'listProgrammes', 'listCandidates', 'readWorkbench'],
    onDone: () => {
      isSaved.current = true;
      void message.success(t('edit.done'));
      onClose();
    },
    onProblem: (problem, { basics }) => {
      if (problem.code !== 'stale') return setAttempt((n) => n + 1);
      const current = problem.current as Programme;
      const { merged, conflicts } = mergeBasics({ base: basicsOf(base), mine: basics, theirs: basicsOf(current) });
      setTitle(merged.title);
      setChosen(merged.chosen);
      if (conflicts.length === 0) save.mutate({ basics: merged, version: current.version });
      else setConflict(new ApiProblem({ ...problem, title: problem.title, difference: conflicts }));
    },
  });

  const problem = save.error ? asProblem(save.error) : undefined;
  const refused = (field: string) => problem?.errors.find((one) => one.field === field)?.message;
  const titleError = attempt > 0 && [...title.trim()].length < 2 ? t('new.titleMissing') : refused('title');
  const chosenError = attempt > 0 && chosen.length === 0 ? t('new.chooseOrganisations') : refused('organisations');
  const summary = [
    ...(titleError ? [{ id: 'edit-title', message: titleError }] : []),
    ...(chosenError ? [{ id: 'edit-organisations', message: chosenError }] : []),
    ...(problem && problem.code !== 'stale' && problem.errors.length === 0 ? [{ message: problemText(problem) }] : []),
  ];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged) return onClose();
    if ([...title.trim()].length < 2 || chosen.length === 0) return setAttempt((n) => n + 1);
    save.mutate({ basics: { title: title.trim(), chosen }, version: base.version });
  };

  return (
    <form className="panel-body" noValidate onSubmit={submit}>
      <ErrorSummary errors={summary} attempt={attempt} />
      <div className="field edit-title">
        <label className="field-label" htmlFor="edit-title">
          <span className="required" aria-hidden="true">
            *
          </span>
          {t('programmeTitle')}
        </label>
        <Input
          id="edit-title"
          value={title}
          maxLength={60}
          autoComplete="off"
          disabled={save.isPending}
          status={titleError ? 'error' : ''}
          aria-required
          aria-invalid={titleError !== undefined}
          aria-describedby={titleError ? 'edit-title-error' : undefined}
          onChange={(event) => setTitle(event.target.value)}
        />
        {titleError && (
          <p className="field-error" id="edit-title-error">
            {titleError}
          </p>
        )}
      </div>
      <ChoosingOrganisations
        id="edit-organisations"
        ofPeople={pairsPeople(manifestOf(programme))}
        chosen={chosen}
        onChange={setChosen}
        error={chosenError}
        disabled={save.isPending}
      />
      <p className="field-help">{t('edit.help')}</p>
      <p className="edit-actions">
        <Button onClick={onClose}>{t('app:form.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('edit.save')}
        </Button>
      </p>
      <LeaveGuard isUnsaved={() => isChanged && !isSaved.current} />
      {conflict && (
        <BasicsConflict
          problem={conflict}
          mine={{ title: title.trim(), chosen }}
          onClose={() => setConflict(undefined)}
          onSettle={(basics, version) => {
            setTitle(basics.title);
            setChosen(basics.chosen);
            save.mutate({ basics, version });
          }}
        />
      )}
    </form>
  );
};
