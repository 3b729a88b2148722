import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, asProblem } from '../api/problem.js';
import { AppLink } from './app-link.js';
import { PageHeader } from './page-header.js';

/** The sentence for a problem: the server's own, or ours where the server gave none. */
export const useProblemText = (): ((problem: ApiProblem) => string) => {
  const { t, i18n } = useTranslation('app');
  return ({ title, code }) => title || t(i18n.exists(`app:problem.${code}`) ? `problem.${code}` : 'problem.unexpected');
};

const Panel = ({ title, text, children }: { title: string; text: string; children?: ReactNode }) => (
  <div className="notice-panel" role="alert">
    <p className="notice-title">{title}</p>
    <p className="notice-text">{text}</p>
    {children && <div className="notice-actions">{children}</div>}
  </div>
);

interface FailureProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** A region of a page that could not be shown: what happened, and a way to try again. */
export const ErrorPanel = ({ error, onRetry }: FailureProps) => {
  const { t } = useTranslation('app');
  const problem = asProblem(error);
  const text = useProblemText()(problem);
  if (problem.status === 403) return <Panel title={t('problem.noPermission')} text={t('problem.noPermissionHelp')} />;
  if (problem.status === 404)
    return (
      <Panel title={t('problem.notFound')} text={t('problem.notFoundHelp')}>
        <AppLink to="/" className="plain-link">
          {t('problem.toWorkbench')}
        </AppLink>
      </Panel>
    );
  return (
    <Panel
      title={t('problem.region')}
      text={problem.request ? `${text} ${t('problem.request', { number: problem.request })}` : text}
    >
      {onRetry && <Button onClick={onRetry}>{t('problem.retry')}</Button>}
    </Panel>
  );
};

/** A whole page that could not be shown. */
export const PageError = (props: FailureProps) => {
  const { t } = useTranslation('app');
  return (
    <>
      <PageHeader title={t('problem.page')} />
      <ErrorPanel {...props} />
    </>
  );
};

const refused = (status: 403 | 404) => new ApiProblem({ status, code: 'refused', title: '' });

export const NoPermission = () => <PageError error={refused(403)} />;

/** Also what a record outside one's scope looks like: denied and absent are the same to the caller. */
export const NotFound = () => <PageError error={refused(404)} />;
