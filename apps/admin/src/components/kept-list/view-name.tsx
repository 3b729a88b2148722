import { Checkbox, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api/problem.js';
import { useProblemText } from '../error-panel.js';

/** Longest name of a view. */
const longest = 30;

interface ViewNameProps {
  readonly title: string;
  readonly action: string;
  readonly name: string;
  readonly shared: boolean;
  readonly mayShare: boolean;
  readonly onSave: (view: { name: string; shared: boolean }) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for a view's name, and an officer whether it is for everybody. */
export const ViewName = ({ title, action, mayShare, onSave, onClose, ...before }: ViewNameProps) => {
  const { t } = useTranslation('app');
  const problemText = useProblemText();
  const id = useId();
  const [name, setName] = useState(before.name);
  const [shared, setShared] = useState(before.shared);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (name.trim() === '') return setError(t('views.nameMissing'));
    setBusy(true);
    try {
      await onSave({ name: name.trim(), shared });
      onClose();
    } catch (failure) {
      const problem = failure as ApiProblem;
      setError(problem.errors[0]?.message ?? problemText(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={action}
      cancelText={t('form.cancel')}
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={onClose}
      width={420}
    >
      <div className="view-name">
        <label htmlFor={id}>{t('views.name')}</label>
        <Input
          id={id}
          autoFocus
          value={name}
          maxLength={longest}
          showCount
          status={error ? 'error' : ''}
          aria-invalid={error !== ''}
          aria-describedby={`${id}-error`}
          onChange={(event) => {
            setError('');
            setName(event.target.value);
          }}
          onPressEnter={() => void save()}
        />
        <p id={`${id}-error`} className="view-error" role="alert">
          {error}
        </p>
        {mayShare && (
          <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
            {t('views.share')}
          </Checkbox>
        )}
      </div>
    </Modal>
  );
};
