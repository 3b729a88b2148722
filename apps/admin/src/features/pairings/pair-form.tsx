import { Link } from '@tanstack/react-router';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { Button, Input, type InputRef, Select } from 'antd';
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { listCandidatesOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadProgrammeResponse } from '../../api/generated/types.gen.js';
import { useText } from '../../app/i18n.js';
import { DateField } from '../../components/date/date-field.js';
import '../../components/form/form.css';
import { largestPage, useAllRows } from '../../components/data-view/all-rows.js';
import { pairsPeople } from '../../components/programme/manifest.js';
import { CandidatePicker } from './candidate-picker.js';
import { useOffices } from './use-offices.js';
import { usePairing } from './use-pairing.js';

interface PairFormProps {
  readonly programme: ReadProgrammeResponse;
  readonly manifest: ProgrammeManifest;
}

/** Day and appointed offices, which stay for the next pair; the candidates of both sides; the pair in one sentence. */
export const PairForm = ({ programme, manifest }: PairFormProps) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const helperInput = useRef<InputRef>(null);
  const helpedInput = useRef<InputRef>(null);
  const button = useRef<HTMLButtonElement>(null);
  const pair = usePairing({ programme, manifest });
  const madeBefore = useRef(0);
  const roles = manifest.roles.filter(({ how }) => how === 'appointed');
  const offices = useOffices(roles.length > 0);
  const candidates = (side: 'helper' | 'helped') => (page: number) =>
    listCandidatesOptions({ path: { id: programme.id }, query: { side, page, size: largestPage } });
  const helpers = useAllRows(candidates('helper'));
  const helpeds = useAllRows(candidates('helped'));
  const ofPeople = pairsPeople(manifest);
  const titles = { helper: text(manifest.sides.helper.title), helped: text(manifest.sides.helped.title) };

  // The next pair: as soon as the fields take input again.
  useEffect(() => {
    if (pair.isBusy || pair.made.length === madeBefore.current) return;
    madeBefore.current = pair.made.length;
    helperInput.current?.focus();
  }, [pair.isBusy, pair.made.length]);

  const submit = () => {
    if (pair.submit()) return;
    if (!pair.helper) helperInput.current?.focus();
    else if (!pair.helped) helpedInput.current?.focus();
    else document.getElementById(pair.errors['startsOn'] || !pair.needsReason ? 'starts-on' : 'pair-reason')?.focus();
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

  const appointedText = roles
    .flatMap(({ key, title }) => {
      const name = offices.find(({ id }) => id === pair.appointed[key])?.name;
      return name ? [t('new.appointed', { role: text(title), name })] : [];
    })
    .join('');
  const sentence =
    pair.helper && pair.helped
      ? t('new.sentence', {
          helper: pair.helper.name,
          helperTitle: titles.helper,
          helped: pair.helped.name,
          helpedTitle: titles.helped,
          day: pair.startsOn ?? '',
        }) + appointedText
      : t('new.pickBoth', titles);

  return (
    <form noValidate onSubmit={handIn} onKeyDown={press}>
      <section className="panel pair-more" aria-label={t('new.more')}>
        <div className="field">
          <label className="field-label" htmlFor="starts-on">
            <span className="required" aria-hidden="true">
              *
            </span>
            {t('startsOn')}
          </label>
          <DateField
            id="starts-on"
            value={pair.startsOn}
            onChange={pair.setStartsOn}
            disabled={pair.isBusy}
            aria-required
            aria-invalid={pair.errors['startsOn'] !== undefined}
            aria-describedby={pair.errors['startsOn'] ? 'starts-on-error' : 'starts-on-help'}
          />
          {pair.errors['startsOn'] ? (
            <p className="field-error" id="starts-on-error">
              {pair.errors['startsOn']}
            </p>
          ) : (
            <p className="field-help" id="starts-on-help">
              {t('new.within', { from: programme.startsOn, to: programme.endsOn })}
            </p>
          )}
        </div>
        {roles.map(({ key, title }) => {
          const error = pair.errors[`appointed.${key}`];
          return (
            <div key={key} className="field">
              <label className="field-label" htmlFor={`role-${key}`}>
                {t('new.role', { role: text(title) })}
              </label>
              <Select
                id={`role-${key}`}
                className="wide-control"
                allowClear
                disabled={pair.isBusy}
                placeholder={t('new.noOffice')}
                showSearch={{ optionFilterProp: 'label' }}
                value={pair.appointed[key] ?? null}
                options={offices.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(id: string | null | undefined) => pair.appoint(key, id ?? undefined)}
                status={error ? 'error' : ''}
                aria-describedby={error ? `role-${key}-error` : undefined}
              />
              {error && (
                <p className="field-error" id={`role-${key}-error`}>
                  {error}
                </p>
              )}
            </div>
          );
        })}
      </section>
      <div className="sides">
        <CandidatePicker
          inputId="helper"
          inputRef={helperInput}
          title={titles.helper}
          candidates={helpers.rows}
          problem={helpers.error}
          onRetry={helpers.retry}
          picked={pair.helper?.id}
          withReason={ofPeople}
          onPick={pair.pickHelper}
          onNext={() => helpedInput.current?.focus()}
          error={pair.errors['helper']}
          disabled={pair.isBusy}
        />
        <CandidatePicker
          inputId="helped"
          inputRef={helpedInput}
          title={titles.helped}
          candidates={helpeds.rows}
          problem={helpeds.error}
          onRetry={helpeds.retry}
          picked={pair.helped?.id}
          withReason={ofPeople}
          onPick={pair.pickHelped}
          onNext={() => button.current?.focus()}
          error={pair.errors['helped']}
          disabled={pair.isBusy}
        />
      </div>
      <div className="pair-bar">
        <div className="pair-sentence">
          <p className={pair.isReady ? 'ready' : 'muted'}>{sentence}</p>
          {pair.needsReason && (
            <div className="field pair-reason">
              <label className="field-label" htmlFor="pair-reason">
                <span className="required" aria-hidden="true">
                  *
                </span>
                {t('new.reason')}
              </label>
              <Input
                id="pair-reason"
                value={pair.reason}
                maxLength={200}
                autoComplete="off"
                placeholder={t('new.reasonHelp')}
                disabled={pair.isBusy}
                status={pair.errors['reason'] ? 'error' : ''}
                aria-required
                aria-invalid={pair.errors['reason'] !== undefined}
                aria-describedby={pair.errors['reason'] ? 'pair-reason-error' : undefined}
                onChange={(event) => pair.setReason(event.target.value)}
              />
              {pair.errors['reason'] && (
                <p className="field-error" id="pair-reason-error">
                  {pair.errors['reason']}
                </p>
              )}
            </div>
          )}
          {pair.general && (
            <p className="field-error" role="alert">
              {pair.general}
            </p>
          )}
        </div>
        <Button type="primary" htmlType="submit" loading={pair.isBusy} ref={button}>
          {t('new.submit')}
        </Button>
      </div>
      <section className="panel made" aria-labelledby="made" hidden={pair.made.length === 0}>
        <div className="panel-head">
          <h2 id="made">{t('new.made', { count: pair.made.length })}</h2>
        </div>
        <p className="visually-hidden" role="status">
          {pair.made[0] && t('new.madeOne', { helper: pair.made[0].helper.name, helped: pair.made[0].helped.name })}
        </p>
        <ul>
          {pair.made.map(({ id, helper, helped, startsOn }) => (
            <li key={id}>
              <Link to="/pairings/$id" params={{ id }}>
                {t('pair', { helper: helper.name, helped: helped.name })}
              </Link>
              <span className="muted">{t('since', { day: startsOn })}</span>
            </li>
          ))}
        </ul>
      </section>
    </form>
  );
};
