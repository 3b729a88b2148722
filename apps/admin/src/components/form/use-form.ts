import { type FieldManifest, visibleFields } from '@xieshou/sdk';
import { useCallback, useMemo, useRef, useState } from 'react';
import { asProblem, type ApiProblem } from '../../api/problem.js';
import { useLanguage } from '../../app/i18n.js';
import { check, fieldsOfManifests, type FormErrors, serverErrors } from './form-errors.js';
import { useDraft } from './use-draft.js';

export type FormData = Readonly<Record<string, unknown>>;

interface FormOptions {
  readonly fields: readonly FieldManifest[];
  readonly initial: FormData;
  readonly draft: string | undefined;
  /** Told of every change, with what is entered now and a way to drop the copy kept in this tab. */
  readonly onType?: ((data: FormData, clearDraft: () => void) => void) | undefined;
  readonly onSubmit: (data: Record<string, unknown>, current?: unknown) => Promise<unknown>;
}

const without = (errors: FormErrors, key: string): FormErrors =>
  Object.fromEntries(Object.entries(errors).filter(([name]) => name !== key));

/** What is typed of sensitive fields stays in the page: it is not kept for after a reload. */
const kept = (data: FormData, fields: readonly FieldManifest[]): FormData =>
  Object.fromEntries(Object.entries(data).filter(([key]) => fields.find((f) => f.key === key)?.class !== 'sensitive'));

/** What a form holds: data, what is wrong with it and since when, the draft, and the way to the server and back. */
export const useForm = ({ fields, initial, draft: draftName, onType, onSubmit }: FormOptions) => {
  const language = useLanguage();
  const draft = useDraft(draftName);
  const [found] = useState(draft.read);
  const [data, setData] = useState<FormData>({ ...initial, ...found });
  const [restored, setRestored] = useState(found !== undefined);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [attempt, setAttempt] = useState(0);
  const [refused, setRefused] = useState<FormErrors>({});
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const unsaved = useRef(found !== undefined);
  const sending = useRef(false);
  const definitions = useMemo(() => fieldsOfManifests(fields), [fields]);
  const keys = useMemo(() => fields.map(({ key }) => key), [fields]);

  const checked = useMemo(() => check({ fields: definitions, input: data, language }), [definitions, data, language]);
  const visible = useMemo(() => visibleFields(definitions, data), [definitions, data]);

  const { keep, clear } = draft;
  const change = useCallback(
    (key: string, value: unknown) => {
      unsaved.current = true;
      setRefused((errors) => without(errors, key));
      setData((before) => {
        const next = { ...before, [key]: value };
        keep(kept(next, fields));
        onType?.(next, clear);
        return next;
      });
    },
    [keep, clear, onType, fields],
  );
  const leaveField = useCallback((key: string) => setTouched((before) => new Set(before).add(key)), []);

  const isEmpty = (value: unknown) =>
    value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  // Until the first attempt only what was entered and left is judged: an empty form does not scold.
  const own = Object.fromEntries(
    Object.entries(checked.errors).filter(([key]) => attempt > 0 || (touched.has(key) && !isEmpty(data[key]))),
  );
  const errors: FormErrors = { ...own, ...refused };

  const send = async (input: Record<string, unknown>, current?: unknown) => {
    sending.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit(input, current);
      unsaved.current = false;
      clear();
    } catch (error) {
      const failure = asProblem(error);
      setProblem(failure);
      setRefused(serverErrors(failure.errors, keys));
      setAttempt((n) => n + 1);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  const submit = () => {
    if (sending.current) return;
    setRefused({});
    setProblem(undefined);
    if (checked.data) void send(checked.data);
    else setAttempt((n) => n + 1);
  };

  /** Back to what the form started with. */
  const discard = () => {
    clear();
    unsaved.current = false;
    setRestored(false);
    setAttempt(0);
    setRefused({});
    setData(initial);
  };

  return {
    data,
    visible,
    errors,
    attempt,
    problem,
    busy,
    restored,
    change,
    leaveField,
    submit,
    discard,
    clearDraft: clear,
    /** Sends what was settled in the comparison with somebody else's change. */
    settle: (settled: FormData, current: unknown) => {
      setData(settled);
      const result = check({ fields: definitions, input: settled, language });
      if (result.data) void send(result.data, current);
      else setAttempt((n) => n + 1);
    },
    closeProblem: () => setProblem(undefined),
    isUnsaved: () => unsaved.current && !sending.current,
  };
};
