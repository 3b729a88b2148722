import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../app/format.js';
import type { ListPage } from './column.js';
import { lastPage, pageNumbers } from './pages.js';

interface PaginationProps {
  readonly list: Pick<ListPage<unknown>, 'page' | 'size' | 'total' | 'more'>;
  readonly onPage: (page: number) => void;
  readonly onSize: (size: number) => void;
}

const sizes = [20, 50, 100];

export const Pagination = ({ list: { page, size, total, more }, onPage, onSize }: PaginationProps) => {
  const { t } = useTranslation('app');
  const last = lastPage({ total, size });
  return (
    <nav className="pagination screen-only" aria-label={t('list.pages')}>
      <span className="pagination-total">
        {more
          ? t('list.totalMore', { total: formatNumber(total) })
          : t('list.total', { count: total, total: formatNumber(total) })}
      </span>
      <button type="button" disabled={page <= 1} aria-label={t('list.before')} onClick={() => onPage(page - 1)}>
        <LeftOutlined aria-hidden />
      </button>
      {pageNumbers(page, last).map((n, i) =>
        n === null ? (
          <span key={`gap${i}`} aria-hidden="true">
            …
          </span>
        ) : (
          <button
            type="button"
            key={n}
            className="page-number"
            aria-label={t('list.page', { page: n })}
            aria-current={n === page ? 'page' : undefined}
            onClick={() => onPage(n)}
          >
            {n}
          </button>
        ),
      )}
      <button type="button" disabled={page >= last} aria-label={t('list.next')} onClick={() => onPage(page + 1)}>
        <RightOutlined aria-hidden />
      </button>
      <select aria-label={t('list.size')} value={size} onChange={(event) => onSize(Number(event.target.value))}>
        {[...new Set([...sizes, size])]
          .sort((a, b) => a - b)
          .map((n) => (
            <option key={n} value={n}>
              {t('list.perPage', { size: n })}
            </option>
          ))}
      </select>
    </nav>
  );
};
