import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiProblem, asProblem } from '../api/problem.js';
import { AppLink } from './app-link.js';
import { PageHeader } from './page-header.js';

/** The sentence for a problem: the server's own, or ours where the server gave none. */
export const useProblemText = (): ((problem: ApiProblem) => string) => {
  const { t, i18n } = useTranslation('app');
  return ({ title, code }) => title || t(i18n.exists(`app:problem.${code}`) ? `problem.${code}` : 'problem.unexpected');
};

const noPermission = 'no-permission';

interface FailureProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** What happened, what to do about it, and whether trying again can help. */
const useFailure = (error: unknown) => {
  const { t } = useTranslation('app');
  const problem = asProblem(error);
  const text = useProblemText()(problem);
  if (problem.code === noPermission)
    return { title: t('problem.noPermission'), text: t('problem.noPermissionHelp'), mayPass: false };
  if (problem.status === 404) return { title: t('problem.notFound'), text: t('problem.notFoundHelp'), mayPass: false };
  return {
    title: t('problem.region'),
    text: problem.request ? `${text} ${t('problem.request', { number: problem.request })}` : text,
    mayPass: true,
  };
};

const Remedy = ({ mayPass, onRetry }: { mayPass: boolean; onRetry: FailureProps['onRetry'] }) => {
  const { t } = useTranslation('app');
  if (mayPass && onRetry) return <Button onClick={onRetry}>{t('problem.retry')}</Button>;
  return <AppLink to="/">{t('problem.toWorkbench')}</AppLink>;
};

/** A region of a page that could not be shown: what happened, and a way to try again. */
export const ErrorPanel = ({ error, onRetry }: FailureProps) => {
  const { title, text, mayPass } = useFailure(error);
  return (
    <div className="notice-panel" role="alert">
      <p className="notice-title">{title}</p>
      <p className="notice-text">{text}</p>
      <p className="notice-actions">
        <Remedy mayPass={mayPass} onRetry={onRetry} />
      </p>
    </div>
  );
};

/** A whole page that could not be shown: the title is the page's heading. */
export const PageError = ({ error, onRetry }: FailureProps) => {
  const { title, text, mayPass } = useFailure(error);
  return (
    <>
      <PageHeader title={title} />
      <div className="notice-panel" role="alert">
        <p>{text}</p>
        <p className="notice-actions">
          <Remedy mayPass={mayPass} onRetry={onRetry} />
        </p>
      </div>
    </>
  );
};

/** A screen that the session's permissions rule out before anything is asked of the server. */
export const NoPermission = () => <PageError error={new ApiProblem({ status: 403, code: noPermission, title: '' })} />;

/** Also what a record outside one's scope looks like: denied and absent are the same to the caller. */
export const NotFound = () => <PageError error={new ApiProblem({ status: 404, code: 'not-found', title: '' })} />;
