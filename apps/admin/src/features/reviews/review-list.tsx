import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import { useLanguage, useText } from '../../app/i18n.js';
import { StatusTag } from '../../components/status-tag.js';
import { monthDay } from '../../components/date/day-words.js';
import { reviewsRoute } from './routes.js';
import type { Review } from './use-desk.js';

interface ReviewListProps {
  readonly rows: readonly Review[];
  readonly shown: string | undefined;
  readonly isOpen: boolean;
  /** On a phone every entry is a step to its own page. */
  readonly isPhone: boolean;
}

const Entry = ({
  row,
  isShown,
  isOpen,
  isPhone,
}: { row: Review; isShown: boolean } & Omit<ReviewListProps, 'rows' | 'shown'>) => {
  const { t } = useTranslation('reviews');
  const text = useText();
  const language = useLanguage();
  const search = reviewsRoute.useSearch();
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isShown && !isPhone) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown, isPhone]);
  return (
    <li ref={place}>
      <Link
        to="/reviews"
        search={{ ...search, review: row.id }}
        replace={!isPhone}
        className={`review-entry${isShown ? ' shown' : ''}`}
        aria-current={isShown ? 'true' : undefined}
      >
        <span className="review-head">
          <strong>{row.correction ? t('corrects', { form: text(row.formTitle) }) : text(row.formTitle)}</strong>
          <time dateTime={row.on}>{row.on}</time>
        </span>
        {(row.steps > 1 || row.by !== 'otherSide') && (
          <span className="review-step">
            {t(row.steps > 1 ? 'step' : 'onlyStep', { step: row.step, of: row.steps, title: text(row.stepTitle) })}
          </span>
        )}
        <span className="review-brief">{text(row.brief)}</span>
        <span className="review-foot">
          <span className="review-party">
            {row.helper.name} → {row.helped.name}
          </span>
          {isOpen ? (
            row.dueOn && (
              <span className={`review-due${row.overdue ? ' overdue' : ''}`}>
                {t(row.overdue ? 'overdueShort' : 'dueShort', { day: monthDay(row.dueOn, language) })}
              </span>
            )
          ) : (
            <StatusTag of="review" state={row.state} />
          )}
        </span>
      </Link>
    </li>
  );
};

export const ReviewList = ({ rows, shown, ...rest }: ReviewListProps) => {
  const { t } = useTranslation('reviews');
  return (
    <ol className="review-list" aria-label={t(rest.isOpen ? 'open' : 'done.title')}>
      {rows.map((row) => (
        <Entry key={row.id} row={row} isShown={row.id === shown} {...rest} />
      ))}
    </ol>
  );
};
