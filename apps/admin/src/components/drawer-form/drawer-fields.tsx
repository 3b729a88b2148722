import type { FieldManifest } from '@xieshou/sdk';
import { Button } from 'antd';
import { type FormEvent, type KeyboardEvent, type ReactNode, type Ref, useId, useImperativeHandle } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../app/i18n.js';
import { DifferenceDrawer } from '../difference-drawer.js';
import { useProblemText } from '../error-panel.js';
import { ErrorSummary } from '../form/error-summary.js';
import type { FieldControlProps } from '../form/field-control.js';
import { FieldRow } from '../form/field-row.js';
import '../form/form.css';
import { LeaveGuard } from '../form/leave-guard.js';
import { type FormData, useForm } from '../form/use-form.js';
import './drawer-form.css';

/** A control of one's own; `form` where it depends on what else is entered. */
type Control = (props: FieldControlProps, form: Pick<ReturnType<typeof useForm>, 'data' | 'change'>) => ReactNode;

export interface DrawerFieldsProps {
  readonly fields: readonly FieldManifest[];
  readonly initial: FormData;
  /** Name under which what is typed outlives a reload or a sign-in that ran out. */
  readonly draft: string;
  /** Field key → its control, where the field's widget has none of its own (an organisation to search for). */
  readonly controls?: Readonly<Record<string, Control>>;
  readonly submit: string;
  /** Sends the checked data; a failure is shown by the form. `current` comes from a comparison with another's change. */
  readonly onSubmit: (data: Record<string, unknown>, current?: unknown) => Promise<unknown>;
  /** Drawn above the fields. */
  readonly children?: ReactNode;
  /** Drawn below the fields: what the data as entered comes to. */
  readonly below?: (data: FormData) => ReactNode;
}

/** Label, help and error around a control that `FieldControl` does not know. */
const ControlRow = ({
  control,
  error,
  ...props
}: FieldControlProps & { control: (props: FieldControlProps) => ReactNode; error: string | undefined }) => {
  const text = useText();
  const { field, id } = props;
  return (
    <div className="field wide" data-field={field.key}>
      <label className="field-label" id={`${id}-label`} htmlFor={id}>
        {field.required && (
          <span className="required" aria-hidden="true">
            *
          </span>
        )}
        {text(field.title)}
      </label>
      {control({ ...props, invalid: error !== undefined, describedBy: error && `${id}-error` })}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {field.help && <p className="field-help">{text(field.help)}</p>}
    </div>
  );
};

/** What the drawer around it asks before it closes. */
export interface FormHandle {
  readonly isUnsaved: () => boolean;
  readonly discard: () => void;
}

/** The form itself: like `FormView`, with a place for controls of one's own and its buttons at the drawer's foot. */
export const DrawerFields = ({
  fields,
  initial,
  draft,
  controls = {},
  submit,
  onSubmit,
  children,
  below,
  onClose,
  handle,
}: DrawerFieldsProps & { onClose: () => void; handle: Ref<FormHandle> }) => {
  const { t } = useTranslation('app');
  const problemText = useProblemText();
  const prefix = useId();
  const form = useForm({ fields, initial, draft, onSubmit });
  const idOf = (key: string) => `${prefix}${key}`;
  const shown = fields.filter(({ key }) => form.visible.includes(key));
  const stale = form.problem?.status === 409 && form.problem.difference.length > 0 ? form.problem : undefined;
  useImperativeHandle(handle, () => ({ isUnsaved: form.isUnsaved, discard: form.discard }));

  const summary = [
    ...shown.flatMap(({ key }) => (form.errors[key] ? [{ id: idOf(key), message: form.errors[key] }] : [])),
    ...(form.errors[''] ? [{ message: form.errors[''] }] : []),
    ...(form.problem && !stale && form.problem.errors.length === 0 ? [{ message: problemText(form.problem) }] : []),
  ];
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.submit();
    }
  };
  const handIn = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };

  return (
    <form className="drawer-form" noValidate onSubmit={handIn} onKeyDown={press}>
      <div className="drawer-form-body">
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
        <div className="form-fields">
          {shown.map((field) => {
            const control = controls[field.key];
            const error = form.errors[field.key];
            return control ? (
              <ControlRow
                key={field.key}
                control={(props) => control(props, form)}
                field={field}
                id={idOf(field.key)}
                value={form.data[field.key]}
                error={error}
                disabled={form.busy}
                onChange={(value) => form.change(field.key, value)}
              />
            ) : (
              <FieldRow
                key={field.key}
                field={field}
                id={idOf(field.key)}
                value={form.data[field.key]}
                error={error}
                people={undefined}
                disabled={form.busy}
                onChange={form.change}
                onBlur={form.leaveField}
              />
            );
          })}
        </div>
        {below?.(form.data)}
      </div>
      <div className="drawer-form-actions">
        <Button onClick={onClose}>{t('form.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={form.busy}>
          {submit}
        </Button>
        <span className="form-hint">{t('form.keys')}</span>
      </div>
      <LeaveGuard isUnsaved={form.isUnsaved} onLeave={form.clearDraft} />
      {stale && (
        <DifferenceDrawer
          problem={stale}
          fields={fields}
          mine={form.data}
          onSettle={form.settle}
          onClose={form.closeProblem}
        />
      )}
    </form>
  );
};
