import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listReviewsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListReviewsResponse } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { fresh, useList } from '../../api/queries.js';
import { useText } from '../../app/i18n.js';
import { useProblemText } from '../../components/error-panel.js';
import { afterwards, step } from './desk.js';
import { reviewsRoute } from './routes.js';
import { type Decision, useDecision } from '../../components/record/use-decision.js';

export type Review = ListReviewsResponse['rows'][number];

/** So many of the oldest are fetched at once; what is decided makes room for the rest. */
const fetched = 100;

const none: ReadonlySet<string> = new Set();

/** The list at the desk, the entry being looked at, and deciding without waiting for the line. */
export const useDesk = () => {
  const { t } = useTranslation('reviews');
  const text = useText();
  const problemText = useProblemText();
  const { message } = App.useApp();
  const search = reviewsRoute.useSearch();
  const navigate = reviewsRoute.useNavigate();
  const isOpen = search.state !== 'done';
  const decision = useDecision();
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const [gone, setGone] = useState<ReadonlySet<string>>(none);
  const [said, setSaid] = useState('');

  const programme = search.programme ? { programme: search.programme } : {};
  const open = useQuery({
    ...listReviewsOptions({ query: { size: fetched, state: 'open', ...programme } }),
    staleTime: fresh.list,
    enabled: isOpen,
  });
  const { page, size } = search;
  const done = useList({
    ...listReviewsOptions({
      query: { state: 'done', ...programme, ...(page ? { page } : {}), ...(size ? { size } : {}) },
    }),
    enabled: !isOpen,
  });
  const list = isOpen ? open : done;
  const all = list.data?.rows ?? [];
  const rows = isOpen ? all.filter(({ id }) => !gone.has(id)) : all;
  const ids = rows.map(({ id }) => id);
  const left = isOpen && list.data ? list.data.total - (all.length - rows.length) : 0;

  const show = (review: string | undefined, replace = true) =>
    void navigate({ search: { ...search, review }, replace });

  /** Takes the entry off the list at once; it comes back, with a word why, should the server refuse. */
  const decide = (review: Review, body: Decision, next: string | undefined) => {
    setGone((before) => new Set(before).add(review.id));
    setSaid(t(`said.${body.decision}`, { form: text(review.formTitle), day: review.on, count: Math.max(0, left - 1) }));
    show(next);
    // One after the other: each keeps its own key over a broken line.
    queue.current = queue.current.then(() =>
      decision.send({ review: review.id, ...body }).catch((error: unknown) => {
        const problem = asProblem(error);
        if (problem.code !== 'decided') setGone((before) => new Set([...before].filter((id) => id !== review.id)));
        else void list.refetch();
        void message.error(
          t('failed', { form: text(review.formTitle), day: review.on, reason: problemText(problem) }),
          6,
        );
      }),
    );
  };

  return {
    isOpen,
    list,
    rows,
    ids,
    left,
    said,
    search,
    navigate,
    show,
    decide,
    nextOf: (id: string) => afterwards(ids, id),
    stepFrom: (id: string | undefined, by: 1 | -1) => step(ids, id, by),
  };
};
