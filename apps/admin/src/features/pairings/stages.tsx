import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readPairingStagesOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadPairingStagesResponse } from '../../api/generated/types.gen.js';
import { formatInstant, formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { StatusTag } from '../../components/status-tag.js';
import type { Pairing } from './pairing-page.js';
import { CloseStageDrawer, ReopenStageDrawer } from './stage-drawers.js';
import './stages.css';

export type Stages = ReadPairingStagesResponse;
export type Stage = Stages['stages'][number];
type Need = Stage['needs'][number];

/** `2 / 2`, what waits for the other side, and what is missing or was waived. */
const NeedRow = ({ need, stage }: { need: Need; stage: Stage }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const { have, required, claimed, missing, waived, now } = need;
  return (
    <li className="stage-need">
      <span className="stage-need-title">{text(need.title)}</span>
      <span className="stage-need-ratio">
        {formatNumber(have)} / {formatNumber(required)}
      </span>
      <span className="stage-need-rest">
        {missing === 0 && stage.state !== 'coming' && <StatusTag of="duty" state="met" />}
        {missing > 0 && stage.state === 'current' && (
          <strong>{t('stages.missing', { count: missing, n: formatNumber(missing) })}</strong>
        )}
        {claimed > 0 && stage.state !== 'closed' && (
          <span className="muted">{t('stages.claimed', { count: claimed, n: formatNumber(claimed) })}</span>
        )}
        {waived !== null && <span>{t('stages.waived', { reason: waived })}</span>}
        {now !== null && now < have && <strong>{t('stages.now', { n: formatNumber(now) })}</strong>}
      </span>
    </li>
  );
};

/** The days of a stage, where the officer has set some. */
const Days = ({ from, to }: Pick<Stage, 'from' | 'to'>) => {
  const { t } = useTranslation('pairings');
  if (!from && !to) return null;
  const key = from && to ? 'stages.within' : from ? 'stages.from' : 'stages.until';
  return <span className="muted">{t(key, { from, to })}</span>;
};

interface StageItemProps {
  readonly stage: Stage;
  readonly onClose: (() => void) | undefined;
  readonly onReopen: (() => void) | undefined;
}

const StageItem = ({ stage, onClose, onReopen }: StageItemProps) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  return (
    <li className={`stage ${stage.state}`} aria-current={stage.state === 'current' ? 'step' : undefined}>
      <div className="stage-head">
        <h3>{text(stage.title)}</h3>
        <StatusTag of="stage" state={stage.state} />
        {stage.late && <StatusTag of="duty" state="overdue" />}
        {stage.differs && <StatusTag of="stage" state="differs" />}
        <Days from={stage.from} to={stage.to} />
        {stage.closed && (
          <span className="muted">{t('stages.closed', { by: stage.closed.by, on: stage.closed.on })}</span>
        )}
        <span className="stage-acts">
          {onClose && (
            <Button size="small" type="primary" onClick={onClose}>
              {t('stages.close')}
            </Button>
          )}
          {onReopen && (
            <Button size="small" onClick={onReopen}>
              {t('stages.reopen')}
            </Button>
          )}
        </span>
      </div>
      {stage.differs && <p className="stage-differs">{t('stages.differsText')}</p>}
      <ul className="stage-needs">
        {stage.needs.map((need) => (
          <NeedRow key={need.key} need={need} stage={stage} />
        ))}
      </ul>
    </li>
  );
};

const Trace = ({ trace }: Pick<Stages, 'trace'>) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  if (trace.length === 0) return null;
  return (
    <details className="stage-trace">
      <summary>{t('stages.trace', { n: formatNumber(trace.length) })}</summary>
      <ul>
        {trace.map(({ stage, act, title, at, by, reason, waived }) => (
          <li key={`${stage} ${at}`}>
            <span className="muted">{formatInstant(at)}</span> {by} {t(`stages.act.${act}`)} · {text(title)}
            {reason && <p>{reason}</p>}
            {waived.map((one) => (
              <p key={one.need}>{t('stages.waivedNeed', { title: text(one.title), reason: one.reason })}</p>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
};

/** The stages of the pairing: what each needs, what there is, and who closed it. */
export const StagesPanel = ({ pairing }: { pairing: Pairing }) => {
  const { t } = useTranslation('pairings');
  const { data, error, refetch } = useQuery(readPairingStagesOptions({ path: { id: pairing.id } }));
  const mayClose = useMay('stage.close') && pairing.state === 'active';
  const closing = useDrawer<Stage>();
  const reopening = useDrawer<Stage>();
  if (!data) return error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />;
  const closed = data.stages.filter(({ state }) => state === 'closed').length;
  return (
    <section className="panel" aria-labelledby="stages">
      <div className="panel-head">
        <h2 id="stages">{t('stages.title')}</h2>
        <span className="muted">
          {t('stages.count', { n: formatNumber(closed), of: formatNumber(data.stages.length) })}
        </span>
        <AppLink to={`/programmes/${pairing.programme}?tab=stages`}>{t('stages.board')}</AppLink>
      </div>
      <ol className="stages">
        {data.stages.map((stage) => (
          <StageItem
            key={stage.key}
            stage={stage}
            onClose={mayClose && stage.key === data.current ? () => closing.show(stage) : undefined}
            onReopen={mayClose && stage.key === data.last ? () => reopening.show(stage) : undefined}
          />
        ))}
      </ol>
      <Trace trace={data.trace} />
      {closing.about && (
        <CloseStageDrawer
          key={`${closing.about.key}${data.version}`}
          pairing={pairing.id}
          stage={closing.about}
          version={data.version}
          open={closing.open}
          onClose={closing.hide}
        />
      )}
      {reopening.about && (
        <ReopenStageDrawer
          key={`${reopening.about.key}${data.version}`}
          pairing={pairing.id}
          stage={reopening.about}
          version={data.version}
          open={reopening.open}
          onClose={reopening.hide}
        />
      )}
    </section>
  );
};
