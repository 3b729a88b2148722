import { useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listProgrammesOptions, readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh, useList } from '../../api/queries.js';
import { ErrorPanel, useProblemText } from '../../components/error-panel.js';
import { LeaveGuard } from '../../components/form/leave-guard.js';
import { LinkButton } from '../../components/link-button.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { usePhone } from '../../components/use-media.js';
import { useOrganisations } from './choosing-organisations.js';
import { EnablingCards } from './enabling-cards.js';
import { EnablingGrid } from './enabling-grid.js';
import './enabling-matrix.css';
import { ImpactDialog } from './impact-dialog.js';
import { type Branch, thoseFor, treeOf } from './organisation-tree.js';
import './programmes.css';
import { enablingMatrixRoute } from './routes.js';
import { openSchoolYears, schoolYears } from './school-years.js';
import { type Column, useMatrix } from './use-matrix.js';

const Edited = ({ columns, tree }: { columns: readonly Column[]; tree: readonly Branch[] }) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const isPhone = usePhone();
  const matrix = useMatrix(columns, tree);
  const [isChecking, setIsChecking] = useState(false);
  const count = matrix.changed.length;
  const save = async () => {
    const all = matrix.changed.length;
    const refusals = await matrix.saveAll();
    if (refusals.length < all) void message.success(t('matrix.saved', { count: all - refusals.length }));
    for (const { column, problem } of refusals)
      void message.error(
        problem.code === 'stale'
          ? t('matrix.stale', { title: column.title })
          : `${column.title}: ${problemText(problem)}`,
        8,
      );
    if (refusals.length === 0) setIsChecking(false);
  };
  return (
    <>
      {isPhone ? (
        <EnablingCards columns={columns} matrix={matrix} />
      ) : (
        <section className="panel">
          <EnablingGrid columns={columns} matrix={matrix} />
          <p className="enabling-help">{t('matrix.keys')}</p>
        </section>
      )}
      {count > 0 && (
        <div className="action-bar">
          <p className="action-bar-text" role="status">
            {t('matrix.changed', { count })}
          </p>
          <Button onClick={matrix.discard} disabled={matrix.isBusy}>
            {t('matrix.discard')}
          </Button>
          <Button type="primary" onClick={() => setIsChecking(true)}>
            {t('matrix.checkAndSave')}
          </Button>
        </div>
      )}
      <ImpactDialog
        matrix={matrix}
        open={isChecking && count > 0}
        onClose={() => setIsChecking(false)}
        onSave={() => void save()}
      />
      <LeaveGuard isUnsaved={() => count > 0} onLeave={matrix.discard} />
    </>
  );
};

/** 启用矩阵: which programme is for which organisation, all of them at once. */
export const EnablingMatrix = () => {
  const { t } = useTranslation('programmes');
  const navigate = enablingMatrixRoute.useNavigate();
  const search = enablingMatrixRoute.useSearch();
  const { data: calendar } = useSuspenseQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const years = schoolYears(calendar).reverse();
  const year = search.schoolYear ?? openSchoolYears(calendar)[0] ?? years[0] ?? '';
  const programmes = useList(listProgrammesOptions({ query: { schoolYear: year, size: 200 } }));
  const { rows: places, error, retry } = useOrganisations();
  const tree = useMemo(() => (places ? treeOf(thoseFor(places, false)) : undefined), [places]);
  const columns = programmes.data?.rows.filter(({ state }) => state !== 'closed');

  const body = () => {
    if (error) return <ErrorPanel error={error} onRetry={retry} />;
    if (programmes.error && !programmes.data)
      return <ErrorPanel error={programmes.error} onRetry={() => void programmes.refetch()} />;
    if (!tree || !columns) return <PageSkeleton />;
    if (columns.length === 0)
      return (
        <section className="notice-panel">
          <p className="notice-title">{t('matrix.noProgrammes')}</p>
          <p className="notice-actions">
            <LinkButton to="/programmes">{t('list.title')}</LinkButton>
          </p>
        </section>
      );
    return <Edited key={year} columns={columns} tree={tree} />;
  };

  return (
    <>
      <PageHeader
        title={t('matrix.title')}
        trail={[{ title: t('list.title'), to: '/programmes' }]}
        lead={t('matrix.lead')}
        actions={
          <Select
            className="enabling-year"
            aria-label={t('schoolYear')}
            value={year || null}
            options={years.map((one) => ({ value: one, label: t('inYear', { year: one }) }))}
            onChange={(schoolYear: string) => void navigate({ search: { schoolYear } })}
          />
        }
      />
      {body()}
    </>
  );
};
