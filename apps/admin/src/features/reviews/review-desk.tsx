import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readRecordOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import '../../components/data-view/data-view.css';
import { Pagination } from '../../components/data-view/pagination.js';
import { ErrorBoundary } from '../../components/error-boundary.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { usePhone } from '../../components/use-media.js';
import { DecisionBar } from '../../components/record/decision-bar.js';
import { KeyHelp } from './key-help.js';
import { ReviewList } from './review-list.js';
import { ReviewRecord } from './review-record.js';
import './reviews.css';
import { type Review, useDesk } from './use-desk.js';
import type { Decision } from '../../components/record/use-decision.js';
import { useDeskKeys, useKeysSwitch } from './use-desk-keys.js';

type Desk = ReturnType<typeof useDesk>;

/** So many records are fetched before they are looked at. */
const ahead = 2;

/** A double click must not decide on the entry that has just come up. */
const settleMs = 350;

const Tabs = ({ desk }: { desk: Desk }) => {
  const { t } = useTranslation('reviews');
  const { programme } = desk.search;
  const tab = (state: 'open' | 'done', title: string) => (
    <Link
      to="/reviews"
      search={{ programme, ...(state === 'done' ? { state } : {}) }}
      className="desk-tab"
      aria-current={desk.isOpen === (state === 'open') ? 'page' : undefined}
      activeOptions={{ exact: true }}
    >
      {title}
    </Link>
  );
  return (
    <nav className="desk-tabs" aria-label={t('tabs')}>
      {tab('open', t('open'))}
      {tab('done', t('done.title'))}
      {desk.isOpen && desk.list.data && <span className="desk-left">{t('left', { count: desk.left })}</span>}
    </nav>
  );
};

const Nothing = ({ desk }: { desk: Desk }) => {
  const { t } = useTranslation('reviews');
  const { search } = desk;
  return (
    <div className="data-nothing">
      <p>{t(desk.isOpen ? 'nothing' : 'nothingDone')}</p>
      {desk.isOpen ? (
        <Link to="/reviews" search={{ ...search, state: 'done', review: undefined }}>
          {t('lookDone')}
        </Link>
      ) : (
        <Link to="/reviews" search={{ ...search, state: undefined, review: undefined, page: undefined }}>
          {t('lookOpen')}
        </Link>
      )}
    </div>
  );
};

interface ShownProps {
  readonly desk: Desk;
  readonly review: Review;
  readonly isPhone: boolean;
  readonly returning: boolean;
  readonly onReturning: (returning: boolean) => void;
  readonly onDecide: (decision: Decision) => void;
  readonly keys: boolean;
}

/** Whether what is shown changed only just now. */
const useSettling = (shown: string) => {
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(shown), settleMs);
    return () => clearTimeout(timer);
  }, [shown]);
  return settled !== shown;
};

const Shown = ({ desk, review, isPhone, returning, onReturning, onDecide, keys }: ShownProps) => {
  const { t } = useTranslation('reviews');
  const settling = useSettling(review.id);
  const at = desk.ids.indexOf(review.id);
  return (
    <div className="desk-shown">
      {isPhone && (
        <p className="desk-back">
          <Button type="link" onClick={() => desk.show(undefined)}>
            {t('back')}
          </Button>
          <span className="muted">{t('position', { at: at + 1, of: desk.ids.length })}</span>
        </p>
      )}
      <ErrorBoundary resetKey={review.id}>
        <ReviewRecord key={review.id} review={review}>
          {review.state === 'open' && (
            <DecisionBar
              returning={returning}
              onReturning={onReturning}
              keys={keys && !isPhone}
              settling={settling}
              approves={review.by !== 'otherSide'}
              onConfirm={(note) => onDecide({ decision: 'confirm', ...(note ? { note } : {}) })}
              onReturn={(reason) => onDecide({ decision: 'return', reason })}
            />
          )}
        </ReviewRecord>
      </ErrorBoundary>
    </div>
  );
};

/** 待办: what waits for my organisation at the left, the record at the right; twenty of them with twenty keys. */
export const ReviewDesk = () => {
  const { t } = useTranslation('reviews');
  const desk = useDesk();
  const isPhone = usePhone();
  const queryClient = useQueryClient();
  const { on, change } = useKeysSwitch();
  const [returning, setReturning] = useState<string>();
  const named = desk.rows.find(({ id }) => id === desk.search.review);
  const shown = named ?? (isPhone ? undefined : desk.rows[0]);

  const next = shown && desk.nextOf(shown.id);
  const coming = shown ? desk.rows.slice(desk.ids.indexOf(shown.id) + 1).slice(0, ahead) : [];
  const comingRecords = coming.map(({ record }) => record).join();
  useEffect(() => {
    for (const id of comingRecords.split(',').filter(Boolean))
      void queryClient.prefetchQuery({ ...readRecordOptions({ path: { id } }), staleTime: fresh.list });
  }, [queryClient, comingRecords]);

  const decide = (decision: Decision) => {
    if (!shown) return;
    // Nobody confirms what has not come up on the screen yet.
    if (!queryClient.getQueryData(readRecordOptions({ path: { id: shown.record } }).queryKey)) return;
    setReturning(undefined);
    desk.decide(shown, decision, next);
  };
  useDeskKeys(on && !isPhone, (act) => {
    if (act === 'next' || act === 'previous') {
      setReturning(undefined);
      desk.show(desk.stepFrom(shown?.id, act === 'next' ? 1 : -1));
    } else if (shown && desk.isOpen) {
      if (act === 'confirm') decide({ decision: 'confirm' });
      else setReturning(shown.id);
    }
  });

  const { list } = desk;
  const body = () => {
    if (!list.data)
      return list.error ? <ErrorPanel error={list.error} onRetry={() => void list.refetch()} /> : <PageSkeleton />;
    if (desk.rows.length === 0) return desk.left > 0 ? <PageSkeleton /> : <Nothing desk={desk} />;
    return (
      <>
        <ReviewList rows={desk.rows} shown={shown?.id} isOpen={desk.isOpen} isPhone={isPhone} />
        {!desk.isOpen && (
          <Pagination
            list={list.data}
            onPage={(page) => void desk.navigate({ search: { ...desk.search, page, review: undefined } })}
            onSize={(size) =>
              void desk.navigate({ search: { ...desk.search, size, page: undefined, review: undefined } })
            }
          />
        )}
      </>
    );
  };

  const alone = isPhone && shown !== undefined;
  return (
    <div className={`desk${alone ? ' alone' : ''}`}>
      <PageHeader
        title={t('title')}
        actions={!isPhone && desk.isOpen && desk.rows.length > 0 && <KeyHelp on={on} onChange={change} />}
      />
      <p className="visually-hidden" role="status">
        {desk.said}
      </p>
      <div className={desk.rows.length > 0 ? 'desk-columns' : ''}>
        {!alone && (
          <section className="panel desk-list" aria-label={t('title')}>
            <Tabs desk={desk} />
            {body()}
          </section>
        )}
        {shown && (
          <Shown
            desk={desk}
            review={shown}
            isPhone={isPhone}
            returning={returning === shown.id}
            onReturning={(is) => setReturning(is ? shown.id : undefined)}
            onDecide={decide}
            keys={on}
          />
        )}
      </div>
    </div>
  );
};
