import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../../api/client.js';
import { readSettlementOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import { acceptSettlement } from '../../../api/generated/sdk.gen.js';
import type { ReadSettlementResponse } from '../../../api/generated/types.gen.js';
import { changed, type QueryName, useList } from '../../../api/queries.js';
import { useWrite } from '../../../api/write.js';
import { formatInstant, formatNumber } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import { ErrorPanel, useProblemText } from '../../../components/error-panel.js';
import { PageSkeleton } from '../../../components/page-skeleton.js';
import { Pagination } from '../../../components/data-view/pagination.js';
import { Reasons } from '../registers/reasons.js';
import { type OutcomeManifest, useOutcomeWords } from './outcome-words.js';

type Change = ReadSettlementResponse['rows'][number];
type Settlement = ReadSettlementResponse['settlement'];

export const outcomeReads: readonly QueryName[] = ['listAwards', 'listSettlements', 'readSettlement'];

const ChangeRow = ({ row, outcome }: { row: Change; outcome: OutcomeManifest }) => {
  const { t } = useTranslation('programmes');
  const { value } = useOutcomeWords(outcome);
  const result =
    row.before && row.after
      ? t('outcomes.settlement.from', { before: value(row.before), after: value(row.after) })
      : value((row.after ?? row.before)!);
  return (
    <li className={`change ${row.change}`}>
      <p className="change-head">
        <span className="change-kind">{t(`outcomes.settlement.change.${row.change}`)}</span>
        <strong>{row.party.name}</strong>
        <span className="muted">{row.place.name}</span>
        <span className="change-result">{result}</span>
      </p>
      {row.findings && row.findings.length > 0 && (
        <details>
          <summary>{t('outcomes.reasons')}</summary>
          <Reasons findings={row.findings} />
        </details>
      )}
    </li>
  );
};

const Counts = ({ settlement }: { settlement: Settlement }) => {
  const { t } = useTranslation('programmes');
  return (
    <ul className="settlement-counts">
      {(['new', 'changed', 'gone', 'same'] as const).map((key) => (
        <li key={key}>
          {t(`outcomes.settlement.counts.${key}`)} <strong>{formatNumber(settlement.counts[key])}</strong>
        </li>
      ))}
    </ul>
  );
};

interface SettlementDrawerProps {
  readonly id: string;
  readonly outcome: OutcomeManifest;
  readonly mayAccept: boolean;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Results have moved since: it is to be settled anew. */
  readonly onMoved: (period: string) => void;
}

/** What a settlement changes, and the button that puts it in force. */
export const SettlementDrawer = ({ id, outcome, mayAccept, open, onClose, onMoved }: SettlementDrawerProps) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [page, setPage] = useState(1);
  const [size, setSize] = useState(50);
  const { data, error, refetch } = useList(readSettlementOptions({ path: { id }, query: { page, size } }));
  const settlement = data?.settlement;
  const accept = useWrite({
    send: (one: Settlement, headers) =>
      acceptSettlement({ path: { id: one.id }, headers: { ...headers, ...ifMatch(one.version) } }),
    changes: outcomeReads,
    onDone: () => {
      void message.success(t('outcomes.settlement.done'));
      onClose();
    },
    onProblem: (problem, one) => {
      void changed(queryClient, outcomeReads);
      if (problem.code === 'moved') return onMoved(one.period.id);
      void message.error(problem.errors[0]?.message ?? problemText(problem));
    },
  });
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={720}
      title={settlement ? t('outcomes.settlement.title', { n: formatNumber(settlement.number) }) : text(outcome.title)}
      footer={
        <div className="settlement-foot">
          <Button onClick={onClose}>{t('outcomes.settlement.close')}</Button>
          {settlement?.state === 'proposed' && mayAccept && (
            <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate(settlement)}>
              {t('outcomes.settlement.accept')}
            </Button>
          )}
        </div>
      }
    >
      {!data && (error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />)}
      {data && settlement && (
        <>
          <p className="muted">
            {t('outcomes.settlement.lead', {
              period: text(settlement.period.title),
              place: settlement.organisation.name,
            })}
          </p>
          <p className="muted">
            {settlement.acceptedAt
              ? t('outcomes.settlement.accepted', {
                  by: settlement.acceptedBy ?? '',
                  at: formatInstant(settlement.acceptedAt),
                })
              : t('outcomes.settlement.proposed', {
                  by: settlement.proposedBy,
                  at: formatInstant(settlement.proposedAt),
                })}
          </p>
          <Counts settlement={settlement} />
          <ul className="changes" aria-label={t('outcomes.settlement.list')}>
            {data.rows.map((row) => (
              <ChangeRow key={`${row.pairing}${row.side}`} row={row} outcome={outcome} />
            ))}
          </ul>
          {data.rows.length === 0 && <p>{t('outcomes.settlement.none')}</p>}
          {data.total > data.rows.length && (
            <Pagination
              list={data}
              onPage={setPage}
              onSize={(next) => {
                setSize(next);
                setPage(1);
              }}
            />
          )}
        </>
      )}
    </Drawer>
  );
};
