import { isDay, today } from '@xieshou/sdk';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { ifMatch } from '../../api/client.js';
import { endPairing } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { changed } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { DateField } from '../../components/date/date-field.js';
import { useProblemText } from '../../components/error-panel.js';
import '../../components/form/form.css';
import type { Pairing } from './pairing-page.js';

/** Ends a pairing on a day, with the reason; says before what that means. */
export const EndPairing = ({ pairing, onClose }: { pairing: Pairing; onClose: () => void }) => {
  const { t } = useTranslation('pairings');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [on, setOn] = useState<string | undefined>(() => {
    const now = today(new Date());
    return now < pairing.startsOn ? pairing.startsOn : now;
  });
  const [reason, setReason] = useState('');
  const [isJudged, setIsJudged] = useState(false);

  const save = useWrite({
    send: (body: { on: string; reason: string }, headers) =>
      endPairing({ path: { id: pairing.id }, body, headers: { ...headers, ...ifMatch(pairing.version) } }),
    changes: [
      'readPairing',
      'listPairings',
      'listCandidates',
      'listProgrammes',
      'readProgramme',
      'readDuties',
      'readWorkbench',
    ],
    onDone: () => {
      void message.success(t('end.done'));
      onClose();
    },
    onProblem: (problem) => {
      if (problem.status !== 409) return;
      // Somebody else has ended or changed it: what stands there now tells more than a sentence.
      void message.error(problemText(problem));
      void changed(queryClient, ['readPairing', 'listPairings']);
      onClose();
    },
  });

  const problem = save.error ? asProblem(save.error) : undefined;
  const refused = (field: string) => problem?.errors.find((one) => one.field === field)?.message;
  const isRealDay = on !== undefined && isDay(on);
  const isTooEarly = isRealDay && on < pairing.startsOn;
  const isTooShort = [...reason.trim()].length < 2;
  const onError =
    (isTooEarly ? t('end.tooEarly', { day: pairing.startsOn }) : undefined) ??
    (isJudged && !isRealDay ? t('end.noDay') : undefined) ??
    refused('on');
  const reasonError = isJudged && isTooShort ? t('end.noReason') : refused('reason');
  const general = problem && problem.errors.length === 0 && problem.status !== 409 ? problemText(problem) : undefined;

  const submit = () => {
    if (!isRealDay || isTooEarly || isTooShort) return setIsJudged(true);
    save.mutate({ on, reason: reason.trim() });
  };

  return (
    <Modal
      open
      title={t('end.title', { helper: pairing.helper.name, helped: pairing.helped.name })}
      okText={t('end.start')}
      okButtonProps={{ danger: true }}
      cancelText={t('app:form.cancel')}
      confirmLoading={save.isPending}
      mask={{ closable: false }}
      onOk={submit}
      onCancel={onClose}
      width={480}
    >
      <p className="end-means">{t('end.means')}</p>
      <div className="field">
        <label className="field-label" htmlFor="end-on">
          <span className="required" aria-hidden="true">
            *
          </span>
          {t('endsOn')}
        </label>
        <DateField
          id="end-on"
          value={on}
          onChange={setOn}
          disabled={save.isPending}
          aria-required
          aria-invalid={onError !== undefined}
          aria-describedby={onError ? 'end-on-error' : undefined}
        />
        {onError && (
          <p className="field-error" id="end-on-error">
            {onError}
          </p>
        )}
      </div>
      <div className="field">
        <label className="field-label" htmlFor="end-reason">
          <span className="required" aria-hidden="true">
            *
          </span>
          {t('end.reason')}
        </label>
        <Input.TextArea
          id="end-reason"
          value={reason}
          maxLength={200}
          autoSize={{ minRows: 3, maxRows: 6 }}
          disabled={save.isPending}
          status={reasonError ? 'error' : ''}
          aria-required
          aria-invalid={reasonError !== undefined}
          aria-describedby={reasonError ? 'end-reason-error' : 'end-reason-help'}
          onChange={(event) => setReason(event.target.value)}
        />
        {reasonError ? (
          <p className="field-error" id="end-reason-error">
            {reasonError}
          </p>
        ) : (
          <p className="field-help" id="end-reason-help">
            {t('end.help')}
          </p>
        )}
      </div>
      {general && (
        <p className="field-error" role="alert">
          {general}
        </p>
      )}
    </Modal>
  );
};
