import { DownloadOutlined } from '@ant-design/icons';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/download.js';
import { readFiledDifferencesOptions, readFiledSheetOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadFiledSheetResponse } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { formatInstant, formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { copyText } from '../../components/copy-text.js';
import { Count } from '../../components/count.js';
import { ErrorPanel, useProblemText } from '../../components/error-panel.js';
import { Facts } from '../../components/facts.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { pairingName } from '../../components/pairing/pairing-name.js';
import { Differences } from './differences.js';
import { FiledTable } from './filed-table.js';
import { Filing } from './filing.js';
import './filed-sheets.css';
import { filedSheetRoute, usualSize } from './routes.js';

const Hash = ({ value, name }: { value: string; name: string }) => {
  const { t } = useTranslation('filed-sheets');
  const { message } = App.useApp();
  const copy = async () =>
    (await copyText(value)) ? void message.success(t('copied')) : void message.warning(t('notCopied'));
  return (
    <span className="hash">
      <code title={value}>{value.slice(0, 12)}</code>
      <Button type="link" size="small" aria-label={`${t('copy')} ${name}`} onClick={() => void copy()}>
        {t('copy')}
      </Button>
    </span>
  );
};

const useFilterText = () => {
  const { t } = useTranslation('filed-sheets');
  return ({ kind, filter }: ReadFiledSheetResponse): string => {
    const { from, to, state, overdue, pairing, organisation } = filter;
    const parts = [
      from || to ? t('days', { from: from ?? '…', to: to ?? '…' }) : '',
      organisation?.name ?? '',
      pairing ? pairingName(pairing) : '',
      state ? t(`app:state.${kind === 'rectification' ? 'rectification' : 'record'}.${state}`) : '',
      overdue ? t('overdue') : '',
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(' · ') : t('noFilter');
  };
};

const useDownload = (sheet: ReadFiledSheetResponse) => {
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [isBusy, setIsBusy] = useState(false);
  const save = async () => {
    setIsBusy(true);
    try {
      await download({
        url: '/api/filed-sheets/{id}',
        path: { id: sheet.id },
        query: {},
        fileName: `${sheet.title}.xlsx`,
      });
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    } finally {
      setIsBusy(false);
    }
  };
  return { save, isBusy };
};

/** One filed sheet: as it was filed, and what has become different since. */
export const FiledPage = () => {
  const { t } = useTranslation('filed-sheets');
  const text = useText();
  const { id } = filedSheetRoute.useParams();
  const { show, page, size = usualSize } = filedSheetRoute.useSearch();
  const { data: sheet } = useSuspenseQuery(
    readFiledSheetOptions({ path: { id }, query: { size, ...(page && !show ? { page } : {}) } }),
  );
  const compared = useQuery(
    readFiledDifferencesOptions({ path: { id }, query: { size, ...(page && show ? { page } : {}) } }),
  );
  const filterText = useFilterText();
  const file = useDownload(sheet);
  const tab = (key: 'differences' | undefined, word: string, n?: number) => (
    <Link
      to="/filed-sheets/$id"
      params={{ id }}
      search={key ? { show: key } : {}}
      className="filed-tab"
      aria-current={show === key ? 'page' : undefined}
    >
      {word}
      {n !== undefined && n > 0 && <Count n={n} what={t('differences')} />}
    </Link>
  );
  return (
    <>
      <PageHeader
        title={sheet.title}
        trail={[
          { title: t('app:nav.reports'), to: '/reports' },
          { title: t('title'), to: '/filed-sheets' },
        ]}
        marks={<Filing sheet={sheet} />}
        lead={sheet.note}
        actions={
          <Button
            type="primary"
            icon={<DownloadOutlined aria-hidden />}
            loading={file.isBusy}
            onClick={() => void file.save()}
          >
            {t('download')}
          </Button>
        }
      />
      <section className="panel filed-facts" aria-label={t('sheet')}>
        <div className="panel-body">
          <Facts
            facts={[
              [t('sheet'), `${sheet.programme.title} · ${text(sheet.heading)}`],
              [t('filter'), filterText(sheet)],
              [t('organisation'), `${sheet.organisation.name} · ${sheet.filedBy}`],
              [t('asOf'), formatInstant(sheet.asOf)],
              [t('settings'), t('settingsVersion', { version: sheet.settingsVersion })],
              [t('rowCount'), formatNumber(sheet.rowCount)],
              [t('hash'), <Hash key="hash" value={sheet.hash} name={t('hash')} />],
              [t('workbookHash'), <Hash key="file" value={sheet.workbookHash} name={t('workbookHash')} />],
            ]}
          />
        </div>
      </section>
      <nav className="filed-tabs" aria-label={sheet.title}>
        {tab(undefined, t('content'))}
        {tab('differences', t('differences'), compared.data?.total)}
      </nav>
      {!show ? (
        <FiledTable sheet={sheet} />
      ) : compared.error ? (
        <ErrorPanel error={compared.error} onRetry={() => void compared.refetch()} />
      ) : compared.data ? (
        <Differences sheet={sheet} compared={compared.data} />
      ) : (
        <PageSkeleton />
      )}
    </>
  );
};
