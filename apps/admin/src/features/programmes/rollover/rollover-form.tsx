import { useNavigate } from '@tanstack/react-router';
import { App, Button, Input } from 'antd';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewRolloverResponse, RollOverResponse } from '../../../api/generated/types.gen.js';
import { formatNumber } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import { ErrorSummary } from '../../../components/form/error-summary.js';
import '../../../components/form/form.css';
import '../plain-table.css';
import type { Programme } from '../programme-page.js';
import '../programmes.css';
import { Section } from '../section.js';
import { SettingsTable } from '../settings-table.js';
import { PairsTable } from './pairs-table.js';
import { useRollover } from './use-rollover.js';

interface RolloverFormProps {
  readonly programme: Programme;
  readonly preview: PreviewRolloverResponse;
  readonly onDone: (made: RollOverResponse) => void;
}

const Organisations = ({ places }: { places: PreviewRolloverResponse['organisations'] }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  return (
    <ul className="rollover-places">
      {places.map(({ was, now, subtree, reason }) => (
        <li key={was.id} className={now ? '' : 'gone'}>
          {subtree ? t('allSchoolsOf', { name: (now ?? was).name }) : (now ?? was).name}
          {reason && (
            <span className="rollover-why">
              {text(reason)}
              {t('clause')}
              {t(now ? 'rollover.takesPart' : 'rollover.noPart')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};

const Unfinished = ({ preview }: Pick<RolloverFormProps, 'preview'>) => {
  const { t } = useTranslation('programmes');
  const { unfinished, programme } = preview;
  const parts = (['rectifications', 'unconfirmed', 'drafts'] as const).filter((key) => unfinished[key] > 0);
  if (parts.length === 0) return <p>{t('rollover.allDone', { title: programme.title })}</p>;
  return (
    <>
      <p>
        {parts
          .map((key) => t(`rollover.open.${key}`, { count: unfinished[key], n: formatNumber(unfinished[key]) }))
          .join(t('clause'))}
      </p>
      <p className="muted">{t('rollover.stays', { title: programme.title, year: programme.schoolYear })}</p>
    </>
  );
};

/** The preview from top to bottom, and the button that does it. */
export const RolloverForm = ({ programme, preview, onDone }: RolloverFormProps) => {
  const { t } = useTranslation('programmes');
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const form = useRollover({ programme, preview, onDone });
  const { next, settings, pairings } = preview;
  const sentence = t('rollover.sum', {
    count: form.going.length,
    n: formatNumber(form.going.length),
    leftOut: formatNumber(pairings.length - form.going.length),
  });

  const handIn = (event: FormEvent) => {
    event.preventDefault();
    if (!form.isReady()) return;
    void modal.confirm({
      title: t('rollover.ask', { title: form.title.trim(), year: next.schoolYear }),
      content: `${sentence} ${t('rollover.means')}`,
      okText: t('rollover.act'),
      cancelText: t('app:form.cancel'),
      focusable: { autoFocusButton: 'ok' },
      onOk: form.submit,
    });
  };

  return (
    <form noValidate onSubmit={handIn} className="sections">
      <ErrorSummary errors={form.summary} attempt={form.attempt} />
      <Section number={1} title={t('rollover.new')} note={t('fromTo', { from: next.startsOn, to: next.endsOn })}>
        <div className="field rollover-title">
          <label className="field-label" htmlFor="rollover-title">
            <span className="required" aria-hidden="true">
              *
            </span>
            {t('programmeTitle')}
          </label>
          <Input
            id="rollover-title"
            value={form.title}
            maxLength={60}
            autoComplete="off"
            disabled={form.isBusy}
            status={form.titleError ? 'error' : ''}
            aria-required
            aria-invalid={form.titleError !== undefined}
            aria-describedby={form.titleError ? 'rollover-title-error' : 'rollover-title-help'}
            onChange={(event) => form.setTitle(event.target.value)}
          />
          {form.titleError ? (
            <p className="field-error" id="rollover-title-error">
              {form.titleError}
            </p>
          ) : (
            <p className="field-help" id="rollover-title-help">
              {t('rollover.titleHelp', { day: next.startsOn })}
            </p>
          )}
        </div>
      </Section>
      <Section
        number={2}
        title={t('rollover.pairs')}
        note={t('rollover.pairsNote', {
          count: form.going.length,
          n: formatNumber(form.going.length),
          all: formatNumber(pairings.length),
        })}
        isFlush
      >
        {pairings.length === 0 ? (
          <p className="panel-body muted">{t('rollover.noPairs')}</p>
        ) : (
          <PairsTable pairs={pairings} ticks={form.ticks} busy={form.isBusy} onTick={form.setTicks} />
        )}
      </Section>
      <Section number={3} title={t('organisations')}>
        <Organisations places={preview.organisations} />
      </Section>
      <Section
        number={4}
        title={t('rollover.settings')}
        note={t('rollover.settingsNote', { number: settings.number, day: next.startsOn })}
        isFlush={form.fields.length > 0}
      >
        {form.fields.length > 0 ? (
          <SettingsTable
            title={t('rollover.settings')}
            fields={form.fields}
            values={form.values}
            plan={{}}
            errors={form.settingErrors}
            isJudged
            busy={form.isBusy}
            onChange={form.setSettings}
          />
        ) : (
          <p>{t('rollover.settingsSame')}</p>
        )}
        {settings.dropped.length > 0 && (
          <p className="muted">{t('rollover.dropped', { count: settings.dropped.length })}</p>
        )}
      </Section>
      <Section number={5} title={t('rollover.unfinished')}>
        <Unfinished preview={preview} />
      </Section>
      <div className="action-bar">
        <p className="action-bar-text">{sentence}</p>
        <Button onClick={() => void navigate({ to: '/programmes/$id', params: { id: programme.id } })}>
          {t('app:form.cancel')}
        </Button>
        <Button type="primary" htmlType="submit" loading={form.isBusy}>
          {t('rollover.act')}
        </Button>
      </div>
    </form>
  );
};
