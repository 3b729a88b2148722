import { CheckCircleFilled, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../../components/error-panel.js';
import { BatchGrid, type GridHandle } from './batch-grid.js';
import './batch.css';
import type { Sheet } from './columns.js';
import { emptyRow, mostRows, type Place } from './grid.js';
import { useBatch } from './use-batch.js';

/** The table, what can be done with it, and where it does not hold yet. */
export const Batch = ({ programme, sheet }: { programme: string; sheet: Sheet }) => {
  const { t } = useTranslation('records');
  const problemText = useProblemText();
  const batch = useBatch({ sheet, programme });
  const grid = useRef<GridHandle>(null);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [notice, setNotice] = useState('');
  const [asked, setAsked] = useState(false);
  const { rows, errors, filled } = batch;
  const here = errors.findIndex(({ row, column }) => row === at.row && column === at.column);
  const width = sheet.columns.length;

  const goTo = (index: number) => {
    const error = errors[(index + errors.length) % errors.length];
    if (error) grid.current?.goTo({ row: error.row, column: error.column });
  };
  const act = async (check: boolean) => {
    setAsked(true);
    setNotice('');
    if (errors.length > 0) return goTo(0);
    if (!(await batch.send(check))) grid.current?.focus();
  };

  if (batch.done !== undefined)
    return (
      <section className="panel batch-done" role="status">
        <p className="batch-done-word">
          <CheckCircleFilled aria-hidden />
          {t('batch.done', { count: batch.done })}
        </p>
        <p className="muted">{t(sheet.form.confirmed ? 'batch.doneWaits' : 'batch.doneCounts')}</p>
        <p className="batch-done-next">
          <Link to="/records" search={{ programme, form: sheet.form.key }}>
            {t('batch.toRecords')}
          </Link>
          <Button
            onClick={() => {
              setAsked(false);
              batch.begin();
            }}
          >
            {t('batch.again')}
          </Button>
        </p>
      </section>
    );

  const error = errors[here];
  return (
    <section className="panel batch" aria-label={t('batch.table')}>
      {batch.restored && (
        <Alert
          type="info"
          showIcon
          className="batch-alert"
          title={t('batch.restored', { count: filled })}
          action={
            <Button size="small" onClick={batch.begin}>
              {t('batch.discard')}
            </Button>
          }
        />
      )}
      {batch.problem && <Alert type="error" showIcon className="batch-alert" title={problemText(batch.problem)} />}
      {notice && (
        <Alert
          type="warning"
          showIcon
          className="batch-alert"
          title={notice}
          closable={{ closeIcon: true, onClose: () => setNotice('') }}
        />
      )}
      <div className="batch-tools" role="toolbar" aria-label={t('batch.tools')}>
        <Button onClick={batch.goBack} disabled={!batch.mayUndo}>
          {t('batch.undo')}
        </Button>
        <Button onClick={batch.goForward} disabled={!batch.mayRedo}>
          {t('batch.redo')}
        </Button>
        <Button onClick={() => grid.current?.fillDown()}>{t('batch.fillDown')}</Button>
        <Button
          disabled={rows.length >= mostRows}
          onClick={() =>
            batch.change((now) => [
              ...now,
              ...Array.from({ length: Math.min(10, mostRows - now.length) }, () => emptyRow(width)),
            ])
          }
        >
          {t('batch.addRows')}
        </Button>
        <Button onClick={() => grid.current?.removeRows()}>{t('batch.removeRows')}</Button>
        <span className="batch-count">
          {t('batch.filled', { count: filled, most: mostRows })}
          {!batch.isKept && <span className="batch-unkept"> {t('batch.unkept')}</span>}
        </span>
      </div>
      <BatchGrid
        ref={grid}
        sheet={sheet}
        rows={rows}
        errors={errors}
        active={at}
        onActive={setAt}
        change={batch.change}
        onUndo={batch.goBack}
        onRedo={batch.goForward}
        onNotice={setNotice}
      />
      <div className="batch-foot">
        <p id="batch-status" className={error ? 'batch-status wrong' : 'batch-status'} role="status">
          {error
            ? t('batch.errorAt', {
                row: error.row + 1,
                column: sheet.columns[error.column]?.title,
                text: error.text,
              })
            : errors.length > 0
              ? t('batch.errors', { count: errors.length })
              : batch.isChecked
                ? t('batch.checked', { count: filled })
                : asked && filled === 0
                  ? t('batch.nothing')
                  : t('batch.help')}
        </p>
        {errors.length > 0 && (
          <span className="batch-steps">
            <Button
              icon={<LeftOutlined aria-hidden />}
              aria-label={t('batch.errorBefore')}
              onClick={() => goTo(here < 0 ? errors.length - 1 : here - 1)}
            />
            <span>{t('batch.errorOf', { at: here < 0 ? '—' : here + 1, count: errors.length })}</span>
            <Button
              icon={<RightOutlined aria-hidden />}
              aria-label={t('batch.errorNext')}
              onClick={() => goTo(here + 1)}
            />
          </span>
        )}
        <Button id="batch-check" loading={batch.busy} disabled={filled === 0} onClick={() => void act(true)}>
          {t('batch.check')}
        </Button>
        <Button type="primary" loading={batch.busy} disabled={filled === 0} onClick={() => void act(false)}>
          {t('batch.submit', { count: filled })}
        </Button>
      </div>
    </section>
  );
};
