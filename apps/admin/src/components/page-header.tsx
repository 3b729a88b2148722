import { Fragment, type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from './app-link.js';
import { AuditLink } from './audit-link.js';

interface PageHeaderProps {
  /** The page's one `h1`, and the window's title. */
  readonly title: string;
  /** Pages above this one, outermost first. */
  readonly trail?: readonly { readonly title: string; readonly to: string }[];
  /** State or other marks beside the title. */
  readonly marks?: ReactNode;
  /** One line under the title. */
  readonly lead?: ReactNode;
  /** Buttons; the primary one last. */
  readonly actions?: ReactNode;
  /** Id of the one thing the page shows: leads to its entries of the audit log. */
  readonly audited?: string;
}

export const PageHeader = ({ title, trail = [], marks, lead, actions, audited }: PageHeaderProps) => {
  const { t } = useTranslation('app');
  useEffect(() => {
    document.title = `${title} - ${t('name')}`;
  }, [title, t]);
  return (
    <div className="page-header">
      {trail.length > 0 && (
        <nav className="trail" aria-label={t('shell.trail')}>
          {trail.map((page) => (
            <Fragment key={page.to}>
              <AppLink to={page.to}>{page.title}</AppLink>
              <span aria-hidden="true">/</span>
            </Fragment>
          ))}
          <span aria-current="page">{title}</span>
        </nav>
      )}
      <div className="page-title">
        <h1>{title}</h1>
        {marks}
        {(actions || audited) && (
          <div className="page-actions">
            {audited && <AuditLink subject={audited} />}
            {actions}
          </div>
        )}
      </div>
      {lead && <p className="page-lead">{lead}</p>}
    </div>
  );
};
