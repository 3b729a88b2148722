import { App } from 'antd';
import { RollbackOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { undoImport } from '../../api/generated/sdk.gen.js';
import { useWrite } from '../../api/write.js';
import { formatInstant, formatNumber } from '../../app/format.js';
import { ConfirmButton } from '../../components/confirm-button.js';
import { useProblemText } from '../../components/error-panel.js';
import { LinkButton } from '../../components/link-button.js';
import { type Import, placesOf } from './import-rows.js';
import { ImportCounts } from './import-rows-table.js';

/** 撤销本次导入, while it may be undone. */
export const UndoButton = ({ data }: { data: Import }) => {
  const { t } = useTranslation('imports');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const undo = useWrite({
    send: (id: string, headers) => undoImport({ path: { id }, headers }),
    changes: ['readImport', 'listImports'],
    onProblem: (problem) => void message.error(problemText(problem)),
  });
  if (!data.undoUntil || Date.parse(data.undoUntil) < Date.now()) return null;
  return (
    <ConfirmButton
      label={t('undo.action')}
      title={t('undo.title', { name: data.fileName })}
      text={t('undo.text', { until: formatInstant(data.undoUntil) })}
      loading={undo.isPending}
      onConfirm={() => undo.mutateAsync(data.id).catch(() => undefined)}
    />
  );
};

/** What undoing has taken back, and what it had to leave. */
export const Undone = ({ data }: { data: Import }) => {
  const { t } = useTranslation('imports');
  const { undone, kept } = data.undone ?? { undone: 0, kept: 0 };
  return (
    <section className="panel" aria-label={t('steps.result')}>
      <div className="import-result" role="status">
        <RollbackOutlined aria-hidden />
        <div>
          <p className="notice-title">{t('undo.done', { count: undone, total: formatNumber(undone) })}</p>
          <p>{kept > 0 ? t('undo.kept', { count: kept, total: formatNumber(kept) }) : t('undo.keptNone')}</p>
        </div>
        <div className="import-actions">
          <LinkButton to={placesOf(data).again}>{t('result.again')}</LinkButton>
          <LinkButton to={placesOf(data).list} primary>
            {t(`toList.${data.register}`)}
          </LinkButton>
        </div>
      </div>
      <ImportCounts data={data} />
    </section>
  );
};
