import { CheckCircleFilled } from '@ant-design/icons';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { periodOf } from '@xieshou/sdk';
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/download.js';
import {
  readCalendarOptions,
  readImportOptions,
  readJobOptions,
  readProgrammeOptions,
} from '../../api/generated/@tanstack/react-query.gen.js';
import { applyImport } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { changed } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { useProblemText } from '../../components/error-panel.js';
import { JobProgress } from '../../components/job-progress.js';
import { LinkButton } from '../../components/link-button.js';
import { PageHeader } from '../../components/page-header.js';
import { manifestOf } from '../../components/programme/manifest.js';
import { choicesFor, type Import, placesOf, sums } from './import-rows.js';
import { ImportCounts, ImportRows } from './import-rows-table.js';
import { ImportSteps } from './import-steps.js';
import './imports.css';
import { UndoButton, Undone } from './undo-import.js';
import { importRoute } from './routes.js';

const ErrorsButton = ({ data }: { data: Import }) => {
  const { t } = useTranslation('imports');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [isLoading, setIsLoading] = useState(false);
  const get = async () => {
    setIsLoading(true);
    try {
      await download({ url: '/api/imports/{id}/errors', path: { id: data.id }, fileName: 'errors.xlsx' });
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    } finally {
      setIsLoading(false);
    }
  };
  return (
    <Button loading={isLoading} onClick={() => void get()}>
      {t('preview.errors')}
    </Button>
  );
};

/** Reading or writing, with how far it is. */
const Running = ({ data, act }: { data: Import; act: 'reading' | 'applying' | 'undoing' }) => {
  const { t } = useTranslation('imports');
  const queryClient = useQueryClient();
  return (
    <section className="panel panel-body import-running">
      {data.job && (
        <JobProgress
          id={data.job}
          title={t(`${act}.title`)}
          onEnd={() =>
            void changed(queryClient, [
              'readImport',
              'listOrganisations',
              'readOrganisation',
              'listPeople',
              'listUsers',
              'readCalendar',
              'listEntries',
              'listEligible',
              'listPairings',
              'listCandidates',
              'listProgrammes',
              'readProgramme',
              'readDuties',
            ])
          }
        />
      )}
      <p className="muted">{t(`${act}.lead`)}</p>
    </section>
  );
};

const Refused = ({ data }: { data: Import }) => {
  const { t } = useTranslation('imports');
  return (
    <section className="notice-panel" role="alert">
      <p className="notice-title">{t('failed.title')}</p>
      <p className="notice-text">
        {data.refusal} {t('failed.none')}
      </p>
      <p className="notice-actions">
        <LinkButton to={placesOf(data).again} primary>
          {t('failed.again')}
        </LinkButton>
      </p>
    </section>
  );
};

/** Why the last attempt to write stopped. It was rolled back, so the preview stands as before. */
const Stopped = ({ job, of = 'preview' }: { job: string; of?: 'preview' | 'undo' }) => {
  const { t } = useTranslation('imports');
  const text = useText();
  const { data } = useQuery(readJobOptions({ path: { id: job } }));
  if (data?.state !== 'failed' || !data.problem) return null;
  return (
    <p className="import-stopped" role="alert">
      {t(`${of}.stopped`)}
      {text(data.problem)}
    </p>
  );
};

const Preview = ({ data }: { data: Import }) => {
  const { t } = useTranslation('imports');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { counts } = data;
  const { all, good } = sums(counts);
  const may = choicesFor(counts);
  const apply = useWrite({
    send: (rows: 'all' | 'good', headers) => applyImport({ path: { id: data.id }, body: { rows }, headers }),
    changes: ['readImport'],
    onProblem: (problem) => void message.error(problemText(problem)),
  });
  const counted = (key: string, n: number) => t(key, { count: n, total: formatNumber(n) });
  const verdict = () => {
    if (may.all) return counted('preview.clean', good);
    if (may.good) return counted('preview.faulty', counts.error);
    return counts.error > 0 ? counted('preview.onlyFaulty', all) : t('preview.nothing');
  };
  return (
    <section className="panel" aria-label={t('steps.preview')}>
      <ImportCounts data={data} />
      {data.job && <Stopped job={data.job} />}
      <div className="import-verdict">
        <p id="verdict">{verdict()}</p>
        <div className="import-actions">
          <LinkButton to={placesOf(data).again}>{t('preview.again')}</LinkButton>
          {counts.error > 0 && <ErrorsButton data={data} />}
          <Button
            type={may.all ? 'primary' : 'default'}
            disabled={!may.all}
            loading={apply.isPending && apply.variables === 'all'}
            aria-describedby="verdict"
            onClick={() => apply.mutate('all')}
          >
            {may.all ? counted('preview.allOf', good) : t('preview.all')}
          </Button>
          {may.good && (
            <Button
              type="primary"
              loading={apply.isPending && apply.variables === 'good'}
              onClick={() => apply.mutate('good')}
            >
              {counted('preview.good', good)}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
};

const Result = ({ data }: { data: Import }) => {
  const { t } = useTranslation('imports');
  const { counts, applied, register } = data;
  const places = placesOf(data);
  const words = { add: formatNumber(counts.add), change: formatNumber(counts.change), same: formatNumber(counts.same) };
  return (
    <section className="panel" aria-label={t('steps.result')}>
      <div className="import-result" role="status">
        <CheckCircleFilled aria-hidden />
        <div>
          <p className="notice-title">{t('result.title', { count: applied, total: formatNumber(applied) })}</p>
          <p>
            {t('result.counts', words)}
            {counts.error > 0 && t('result.left', { count: counts.error, total: formatNumber(counts.error) })}
          </p>
        </div>
        <div className="import-actions">
          <UndoButton data={data} />
          {counts.error > 0 && <ErrorsButton data={data} />}
          <LinkButton to={places.again}>{t('result.again')}</LinkButton>
          <LinkButton to={places.list} primary>
            {t(`toList.${register}`)}
          </LinkButton>
        </div>
      </div>
      <ImportCounts data={data} />
      {data.job && <Stopped job={data.job} of="undo" />}
    </section>
  );
};

const bodies: Readonly<Record<Import['state'], (props: { data: Import }) => ReactNode>> = {
  reading: ({ data }) => <Running data={data} act="reading" />,
  failed: Refused,
  ready: Preview,
  applying: ({ data }) => <Running data={data} act="applying" />,
  applied: Result,
  undoing: ({ data }) => <Running data={data} act="undoing" />,
  undone: Undone,
};

/** What belongs to a programme: which one; of entries also which of its registers they are for, and which period. */
const useAbout = ({ about }: Import) => {
  const { t } = useTranslation('imports');
  const text = useText();
  const id = about?.programme ?? '';
  const { data: programme } = useQuery({ ...readProgrammeOptions({ path: { id } }), enabled: about !== null });
  const { data: calendar } = useQuery({ ...readCalendarOptions(), enabled: about !== null });
  if (!about || !programme || !calendar) return undefined;
  if (about.register === null || about.period === null)
    return { programme, register: t('list.pairings'), period: programme.title };
  const register = manifestOf(programme)?.registers.find(({ key }) => key === about.register);
  const period = periodOf(calendar, about.period);
  return {
    programme,
    register: register ? text(register.title) : about.register,
    period: period ? text(period.title) : about.period,
  };
};

/** One import: being read, to be checked, being written, done. */
export const ImportPage = () => {
  const { t } = useTranslation('imports');
  const { id } = importRoute.useParams();
  const { data } = useSuspenseQuery(readImportOptions({ path: { id } }));
  const Body = bodies[data.state];
  const about = useAbout(data);
  const file = t('preview.file', { name: data.fileName });
  const isListed = ['ready', 'applied', 'undone'].includes(data.state);
  return (
    <>
      <PageHeader
        title={about ? t('register.title', about) : t(`title.${data.register}`)}
        trail={[
          ...(about ? [{ title: about.programme.title, to: `/programmes/${about.programme.id}` }] : []),
          { title: t(`list.${data.register}`), to: placesOf(data).list },
        ]}
        lead={about ? t('preview.about', { period: about.period, file }) : file}
      />
      <ImportSteps
        current={
          ['applying', 'applied', 'undoing', 'undone'].includes(data.state)
            ? 'result'
            : data.state === 'ready'
              ? 'preview'
              : 'upload'
        }
      />
      <Body data={data} />
      {isListed && <ImportRows data={data} />}
    </>
  );
};
