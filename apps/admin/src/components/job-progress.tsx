import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readJobOptions } from '../api/generated/@tanstack/react-query.gen.js';
import type { ReadJobResponse } from '../api/generated/types.gen.js';
import { formatNumber } from '../app/format.js';
import { useText } from '../app/i18n.js';
import { ErrorPanel } from './error-panel.js';
import { Meter } from './meter.js';
import { StatusTag } from './status-tag.js';

type Job = ReadJobResponse;

const hasEnded = (job: Job | undefined): boolean => job?.state === 'done' || job?.state === 'failed';

/**
 * Follows a job: by server-sent events, and by asking every two seconds where a proxy holds events back or the
 * connection breaks.
 */
const useJob = (id: string) => {
  const [pushed, setPushed] = useState<Job>();
  const [isAsking, setIsAsking] = useState(false);
  const {
    data: asked,
    error,
    refetch,
  } = useQuery({
    ...readJobOptions({ path: { id } }),
    refetchInterval: (query) => (isAsking && !hasEnded(query.state.data) && !hasEnded(pushed) ? 2_000 : false),
  });

  useEffect(() => {
    const source = new EventSource(`/api/jobs/${encodeURIComponent(id)}/events`);
    // A proxy that buffers lets the connection open and then stays silent.
    const silence = setTimeout(() => setIsAsking(true), 4_000);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      clearTimeout(silence);
      setIsAsking(false);
      const next = JSON.parse(data) as Job;
      setPushed(next);
      if (hasEnded(next)) source.close();
    };
    source.onerror = () => {
      source.close();
      setIsAsking(true);
    };
    return () => {
      clearTimeout(silence);
      source.close();
    };
  }, [id]);

  const job = hasEnded(asked) ? asked : pushed && pushed.done >= (asked?.done ?? 0) ? pushed : asked;
  return { job, error: job ? null : error, retry: () => void refetch() };
};

interface JobProgressProps {
  readonly id: string;
  /** What is being done, “导入人员”. */
  readonly title: string;
  /** Called once, when it has ended either way. */
  readonly onEnd?: (job: Job) => void;
}

export const JobProgress = ({ id, title, onEnd }: JobProgressProps) => {
  const { t } = useTranslation('app');
  const text = useText();
  const { job, error, retry } = useJob(id);
  const told = useRef<string>(null);

  useEffect(() => {
    if (!job || !hasEnded(job) || told.current === job.id) return;
    told.current = job.id;
    onEnd?.(job);
  }, [job, onEnd]);

  if (error) return <ErrorPanel error={error} onRetry={retry} />;
  return (
    <div className="job" role="status" aria-live="polite">
      <p className="job-head">
        <span>{title}</span>
        <StatusTag of="job" state={job?.state ?? 'waiting'} />
        {job && job.total > 0 && (
          <span className="muted">
            {t('job.count', { done: formatNumber(job.done), total: formatNumber(job.total) })}
          </span>
        )}
      </p>
      <Meter label={title} parts={[{ tone: 'good', amount: job?.done ?? 0 }]} of={Math.max(job?.total ?? 0, 1)} />
      {job?.problem && <p className="field-error">{text(job.problem)}</p>}
      {!hasEnded(job) && <p className="muted">{t('job.mayLeave')}</p>}
    </div>
  );
};
