import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { previewOrganisations } from '../../api/generated/sdk.gen.js';
import type { PreviewOrganisationsResponse } from '../../api/generated/types.gen.js';
import { idempotencyKey } from '../../api/client.js';
import { formatNumber } from '../../app/format.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { keysOf } from './organisation-keys.js';
import type { Column, Matrix } from './use-matrix.js';

type Impact = PreviewOrganisationsResponse;

/** So many names are read out; the rest is counted. */
const atMost = 8;

const Names = ({ title, names, count }: { title: string; names: readonly { name: string }[]; count: number }) => {
  const { t } = useTranslation('programmes');
  if (count === 0) return null;
  const said = names.slice(0, atMost).map(({ name }) => name);
  const text = said.join(t('app:form.listSeparator'));
  return (
    <p>
      <strong>{title}</strong>
      {count > said.length ? t('andMore', { names: text, count }) : text}
    </p>
  );
};

const Told = ({ impact }: { impact: Impact }) => {
  const { t } = useTranslation('programmes');
  const { pairings } = impact;
  return (
    <>
      <p className="impact-sentence">
        {t('matrix.impact', {
          count: impact.schools,
          schools: formatNumber(impact.schools),
          forms: formatNumber(impact.forms),
        })}
      </p>
      <Names title={t('matrix.gained', { count: impact.gained.count })} {...impact.gained} />
      <Names title={t('matrix.lost', { count: impact.lost.count })} {...impact.lost} />
      {pairings.count > 0 && (
        <div className="impact-warning" role="note">
          <p>{t('matrix.pairingsLeft', { count: pairings.count, n: formatNumber(pairings.count) })}</p>
          <ul>
            {pairings.names.slice(0, atMost).map(({ id, helper, helped }) => (
              <li key={id}>
                <Link to="/pairings/$id" params={{ id }} target="_blank">
                  {helper.name} → {helped.name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {impact.records > 0 && (
        <p className="muted">{t('matrix.recordsLeft', { count: impact.records, n: formatNumber(impact.records) })}</p>
      )}
    </>
  );
};

interface ImpactDialogProps {
  readonly matrix: Matrix;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSave: () => void;
}

/** What saving would change, as the server reckons it, programme by programme; then saving. */
export const ImpactDialog = ({ matrix, open, onClose, onSave }: ImpactDialogProps) => {
  const { t } = useTranslation('programmes');
  const { changed, choices } = matrix;
  const ofColumn = (column: Column) => choices[column.id]!;
  const answers = useQueries({
    queries: changed.map((column) => ({
      queryKey: ['impact', column.id, column.version, keysOf(ofColumn(column)).join()],
      queryFn: () =>
        previewOrganisations({
          path: { id: column.id },
          body: { organisations: ofColumn(column).map(({ id, subtree }) => ({ id, subtree })) },
          headers: { 'Idempotency-Key': idempotencyKey() },
        }),
      enabled: open && ofColumn(column).length > 0,
      staleTime: 15_000,
    })),
  });
  const isReady = changed.every((column, i) => ofColumn(column).length > 0 && answers[i]?.data !== undefined);
  return (
    <Modal
      title={t('matrix.check')}
      open={open}
      onCancel={onClose}
      width={640}
      footer={
        <>
          <Button onClick={onClose}>{t('app:form.cancel')}</Button>
          <Button type="primary" disabled={!isReady} loading={matrix.isBusy} onClick={onSave}>
            {t('matrix.save')}
          </Button>
        </>
      }
    >
      <div className="impact" aria-live="polite">
        {changed.map((column, i) => {
          const { data, error, refetch } = answers[i] ?? {};
          return (
            <section key={column.id} aria-label={column.title}>
              <h3>{column.title}</h3>
              {ofColumn(column).length === 0 ? (
                <p className="impact-warning" role="alert">
                  {t('matrix.none')}
                </p>
              ) : data ? (
                <Told impact={data} />
              ) : error ? (
                <ErrorPanel error={error} onRetry={() => void refetch?.()} />
              ) : (
                <PageSkeleton />
              )}
            </section>
          );
        })}
      </div>
    </Modal>
  );
};
