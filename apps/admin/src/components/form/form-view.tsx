import type { FieldManifest } from '@xieshou/sdk';
import { Button } from 'antd';
import { type FormEvent, type KeyboardEvent, type ReactNode, useCallback, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../app/i18n.js';
import { DifferenceDrawer } from '../difference-drawer.js';
import { useProblemText } from '../error-panel.js';
import { type Attached, FormFilesContext } from './attached.js';
import { ErrorSummary } from './error-summary.js';
import type { Named } from './field-control.js';
import { FieldRow } from './field-row.js';
import './form.css';
import { LeaveGuard } from './leave-guard.js';
import { type FormData, useForm } from './use-form.js';

export interface FormViewProps {
  readonly fields: readonly FieldManifest[];
  readonly initial?: FormData;
  /** Field key → people a `person` field offers. */
  readonly people?: Readonly<Record<string, readonly Named[]>>;
  /** The record that the form is about, with the files it has already. */
  readonly attached?: Attached | undefined;
  /** Name under which what is typed is kept in this tab, `record:new:<programme>:<form>`. */
  readonly draft?: string;
  /** Keeps what is typed somewhere else as well, so that it may be left without a question. */
  readonly autosave?: {
    readonly type: (data: FormData, clearDraft: () => void) => void;
    /** Whether all that is typed can be kept on the way out. */
    readonly isSafe: () => boolean;
  };
  /** Words on the button that hands it in. */
  readonly submit: string;
  /**
   * Sends the checked data; its failure is shown by the form. `current` is given after a comparison with somebody
   * else's change: take the version to send from it.
   */
  readonly onSubmit: (data: Record<string, unknown>, current?: unknown) => Promise<unknown>;
  readonly onCancel?: () => void;
  /** Drawn above the fields, inside the form. */
  readonly children?: ReactNode;
}

const none: FormData = {};

/** Fields of one section stand together, in the order of their first field. */
const sectionsOf = (fields: readonly FieldManifest[]) => {
  const sections = new Map<string, FieldManifest[]>();
  for (const field of fields) {
    const name = field.section?.zh ?? '';
    sections.set(name, [...(sections.get(name) ?? []), field]);
  }
  return [...sections.values()];
};

/** A form drawn from its fields: checked like the server checks, nothing typed is ever lost. */
export const FormView = ({
  fields,
  initial = none,
  people,
  attached,
  draft,
  autosave,
  submit,
  onSubmit,
  onCancel,
  children,
}: FormViewProps) => {
  const { t } = useTranslation('app');
  const text = useText();
  const problemText = useProblemText();
  const prefix = useId();
  const form = useForm({ fields, initial, draft, onType: autosave?.type, onSubmit });
  const [sending, setSending] = useState(0);
  const onSending = useCallback((more: 1 | -1) => setSending((n) => n + more), []);
  const files = useMemo(() => ({ attached, onSending }), [attached, onSending]);
  const idOf = (key: string) => `${prefix}${key}`;
  const shown = fields.filter(({ key }) => form.visible.includes(key));
  const stale = form.problem?.status === 409 && form.problem.difference.length > 0 ? form.problem : undefined;

  const summary = [
    ...shown.flatMap(({ key }) => (form.errors[key] ? [{ id: idOf(key), message: form.errors[key] }] : [])),
    ...(form.errors[''] ? [{ message: form.errors[''] }] : []),
    ...(form.problem && !stale && form.problem.errors.length === 0 ? [{ message: problemText(form.problem) }] : []),
  ];

  const press = (event: KeyboardEvent) => {
    if (sending > 0) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.submit();
    }
  };
  const handIn = (event: FormEvent) => {
    event.preventDefault();
    // What is still on its way would be left out.
    if (sending === 0) form.submit();
  };

  return (
    <form className="form-view panel" noValidate onSubmit={handIn} onKeyDown={press}>
      {form.attempt > 0 && <ErrorSummary errors={summary} attempt={form.attempt} />}
      {form.restored && (
        <p className="form-restored" role="status">
          {t('form.restored')}
          <button type="button" className="plain-link" onClick={form.discard}>
            {t('form.discard')}
          </button>
        </p>
      )}
      {children}
      <FormFilesContext value={files}>
        {sectionsOf(shown).map((section) => {
          const title = section[0]?.section;
          return (
            <section key={title?.zh ?? ''} className="form-section">
              {title && <h2>{text(title)}</h2>}
              <div className="form-fields">
                {section.map((field) => (
                  <FieldRow
                    key={field.key}
                    field={field}
                    id={idOf(field.key)}
                    value={form.data[field.key]}
                    error={form.errors[field.key]}
                    people={people?.[field.key]}
                    disabled={form.busy}
                    onChange={form.change}
                    onBlur={form.leaveField}
                  />
                ))}
              </div>
            </section>
          );
        })}
      </FormFilesContext>
      <div className="form-actions">
        {onCancel && <Button onClick={onCancel}>{t('form.cancel')}</Button>}
        <Button type="primary" htmlType="submit" loading={form.busy} disabled={sending > 0}>
          {sending > 0 ? t('files.wait') : submit}
        </Button>
        <span className="form-hint">{t('form.keys')}</span>
      </div>
      <LeaveGuard isUnsaved={() => form.isUnsaved() && !autosave?.isSafe()} onLeave={form.clearDraft} />
      {stale && (
        <DifferenceDrawer
          problem={stale}
          fields={fields}
          people={people}
          mine={form.data}
          onSettle={form.settle}
          onClose={form.closeProblem}
        />
      )}
    </form>
  );
};
