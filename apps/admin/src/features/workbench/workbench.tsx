import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { teachingWeekOf } from '@xieshou/sdk';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { readCalendarOptions, readWorkbenchOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadWorkbenchResponse } from '../../api/generated/types.gen.js';
import { fresh } from '../../api/queries.js';
import { formatInstant, formatNumber } from '../../app/format.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { useIsForOneself, useMay, useSession } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusTag } from '../../components/status-tag.js';
import { DueThisMonth } from './due-this-month.js';
import { DutyProgress } from './duty-progress.js';
import { LastBackup } from './last-backup.js';
import { OwnPairs } from './own-pairs.js';
import { OwnTeams } from './own-teams.js';
import { RegisterSteps } from './register-steps.js';
import './workbench.css';

type WorkbenchData = ReadWorkbenchResponse;

/** `2026-11-23 星期一，第 12 教学周`. */
const Today = () => {
  const { t } = useTranslation('workbench');
  const language = useLanguage();
  const { data } = useQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  if (!data) return '\u00a0'; // keeps the line's height
  const week = teachingWeekOf(data, data.today);
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(data.today));
  return t(week === undefined ? 'today' : 'week', { day: data.today, weekday, week });
};

const Waiting = ({ data }: { data: WorkbenchData }) => {
  const { t } = useTranslation('workbench');
  const { permissions } = useSession();
  const sum = (of: (p: WorkbenchData['programmes'][number]) => number) =>
    data.programmes.reduce((all, programme) => all + of(programme), 0);
  // The page of duties shows one programme: the first that has something overdue.
  const late = data.programmes.find((p) => p.overduePairings > 0);
  const hasTeams = data.programmes.some(({ teams }) => teams !== null);
  const asked = data.programmes.find(({ teams }) => teams && teams.screen + teams.audit > 0);
  const wait = asked?.teams?.screen ? 'screen' : 'audit';
  const all = [
    { key: 'reviews', needs: 'review.decide', n: data.waiting, unit: 'unit', tone: 'due', to: '/reviews' },
    {
      key: 'returned',
      needs: 'record.write',
      n: data.returned,
      unit: 'unit',
      tone: 'due',
      to: '/records?state=returned',
    },
    ...(hasTeams
      ? [
          {
            key: 'signUps',
            needs: 'team.decide',
            n: sum(({ teams }) => (teams ? teams.screen + teams.audit : 0)),
            unit: 'people',
            tone: 'due',
            to: asked ? `/programmes/${asked.id}?tab=teams&waiting=${wait}` : '/programmes',
          } as const,
        ]
      : []),
    {
      key: 'overdue',
      needs: 'duty.read',
      n: sum((p) => p.overduePairings),
      unit: 'pairs',
      tone: 'late',
      to: late ? `/duties?programme=${late.id}&below=yes` : '/duties?below=yes',
    },
    { key: 'pairings', needs: 'pairing.read', n: sum((p) => p.pairings), unit: 'pairs', tone: '', to: '/pairings' },
  ] as const;
  return (
    <section className="panel figures" aria-label={t('waiting.title')}>
      <ul>
        {all
          .filter(({ needs }) => permissions.includes(needs))
          .map(({ key, n, unit, tone, to }) => (
            <li key={key}>
              <AppLink to={to} className="figure">
                <span className="figure-name">{t(`waiting.${key}`)}</span>
                <span className={`figure-number ${n > 0 ? tone : ''}`}>
                  {formatNumber(n)} <small>{t(`waiting.${unit}`, { count: n })}</small>
                </span>
              </AppLink>
            </li>
          ))}
      </ul>
    </section>
  );
};

/** So many things to write down show at once; the rest folds away. */
const bigActions = 4;

type Programmes = WorkbenchData['programmes'];

const actionsOf = (programmes: Programmes) =>
  programmes.flatMap(({ id, title, forms }) => forms.map((form) => ({ ...form, programme: id, of: title })));

const Actions = ({ all }: { all: ReturnType<typeof actionsOf> }) => {
  const { t } = useTranslation('workbench');
  const text = useText();
  const isMixed = new Set(all.map((a) => a.programme)).size > 1;
  const action = (a: (typeof all)[number]) => (
    <li key={`${a.programme}${a.key}`}>
      <AppLink to="/records/new" search={{ programme: a.programme, form: a.key }} className="action">
        <span>{text(a.title)}</span>
        {isMixed && <small>{a.of}</small>}
      </AppLink>
    </li>
  );
  return (
    <section className="panel" aria-labelledby="actions">
      <div className="panel-head">
        <h2 id="actions">{t('actions.title')}</h2>
      </div>
      <ul className="actions">{all.slice(0, bigActions).map(action)}</ul>
      {all.length > bigActions && (
        <details className="more-actions">
          <summary>{t('actions.more')}</summary>
          <ul className="actions">{all.slice(bigActions).map(action)}</ul>
        </details>
      )}
    </section>
  );
};

/** What somebody here has begun to write and not handed in. */
const Drafts = ({ drafts }: Pick<WorkbenchData, 'drafts'>) => {
  const { t } = useTranslation('workbench');
  const text = useText();
  if (drafts.length === 0) return null;
  return (
    <section className="panel drafts" aria-labelledby="drafts">
      <div className="panel-head">
        <h2 id="drafts">{t('drafts.title')}</h2>
      </div>
      <ul className="actions">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <AppLink
              to="/records/new"
              search={{ programme: draft.programme, form: draft.form, draft: draft.id }}
              className="action"
            >
              <span>
                {text(draft.formTitle)}
                {text(draft.brief) && ` · ${text(draft.brief)}`}
              </span>
              <small>{t('drafts.kept', { at: formatInstant(draft.keptAt) })}</small>
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Latest = ({ latest }: Pick<WorkbenchData, 'latest'>) => {
  const { t } = useTranslation('workbench');
  const text = useText();
  return (
    <section className="panel" aria-labelledby="latest">
      <div className="panel-head">
        <h2 id="latest">{t('latest.title')}</h2>
      </div>
      {latest.length === 0 && <p className="panel-body muted">{t('latest.none')}</p>}
      <ul className="latest">
        {latest.map((record) => (
          <li key={record.id}>
            <AppLink to={`/records/${record.id}`}>{text(record.formTitle)}</AppLink>
            <StatusTag of="record" state={record.state} />
            <span className="latest-more">
              <time dateTime={record.on}>{record.on}</time> <span title={record.partner}>{record.partner}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Nothing = () => {
  const { t } = useTranslation('workbench');
  const isOfficer = useMay('programme.write');
  const isForOneself = useIsForOneself();
  return (
    <section className="notice-panel">
      <p className="notice-title">{t(isForOneself ? 'nothing.ownText' : 'nothing.text')}</p>
      <p className="notice-text">
        {t(isOfficer ? 'nothing.officer' : isForOneself ? 'nothing.own' : 'nothing.school')}
      </p>
      {isOfficer && (
        <p className="notice-actions">
          <AppLink to="/programmes/new">{t('nothing.action')}</AppLink>
        </p>
      )}
    </section>
  );
};

/** What I can do, what waits for me, how the term stands. */
export const Workbench = () => {
  const { t } = useTranslation('workbench');
  const { data } = useSuspenseQuery(readWorkbenchOptions());
  const isForOneself = useIsForOneself();
  // Of a programme that merely reaches the organisation, nothing concerns who is not paired in it.
  const programmes = isForOneself ? data.programmes.filter(({ pairings }) => pairings > 0) : data.programmes;
  const joinable = isForOneself ? data.programmes.filter(({ teams }) => teams !== null) : [];
  const actions = actionsOf(programmes);
  return (
    <>
      <PageHeader title={t('title')} lead={<Today />} />
      <LastBackup at={data.lastBackupAt} />
      <Waiting data={data} />
      {joinable.length > 0 && <OwnTeams programmes={joinable} />}
      {programmes.length === 0 ? (
        joinable.length === 0 && <Nothing />
      ) : (
        <div className="workbench">
          <div className="workbench-main">
            <Suspense>
              {isForOneself ? <OwnPairs programmes={programmes} /> : <RegisterSteps programmes={programmes} />}
            </Suspense>
            <DutyProgress programmes={programmes} />
            <DueThisMonth />
            {actions.length > 0 && <Latest latest={data.latest} />}
          </div>
          <div className={actions.length > 0 ? 'workbench-side acts' : 'workbench-side'}>
            <Drafts drafts={data.drafts} />
            {actions.length > 0 ? <Actions all={actions} /> : <Latest latest={data.latest} />}
          </div>
        </div>
      )}
    </>
  );
};
