import { DownOutlined } from '@ant-design/icons';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/download.js';
import { readCalendarOptions, readReportOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadProgrammeResponse } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { fresh, useList } from '../../api/queries.js';
import { useText } from '../../app/i18n.js';
import { ErrorPanel, useProblemText } from '../../components/error-panel.js';
import { FileSheet } from '../../components/file-sheet.js';
import { PageHeader } from '../../components/page-header.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { RangeChoice } from './range-choice.js';
import { type Range, shownRange } from './ranges.js';
import { ReportBody } from './report-body.js';
import { reportsRoute } from './routes.js';

interface ReportScreenProps {
  readonly programme: ReadProgrammeResponse;
  readonly report: ProgrammeManifest['reports'][number];
  /** Choice of the programme. */
  readonly choice: ReactNode;
  readonly hasOthers: boolean;
}

const useExport = (programme: string, report: string, range: Range, name: string) => {
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [isBusy, setIsBusy] = useState(false);
  const save = async (language: 'zh' | 'en') => {
    setIsBusy(true);
    try {
      await download({
        url: '/api/programmes/{id}/reports/{report}',
        path: { id: programme, report },
        query: { ...range, language },
        fileName: `${name}-${range.from}-${range.to}.xlsx`,
      });
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    } finally {
      setIsBusy(false);
    }
  };
  return { save, isBusy };
};

/** One report: over which days, its numbers, its chart, its table, as a file and on paper. */
export const ReportScreen = ({ programme, report, choice, hasOthers }: ReportScreenProps) => {
  const { t } = useTranslation('reports');
  const text = useText();
  const search = reportsRoute.useSearch();
  const navigate = reportsRoute.useNavigate();
  const { data: calendar } = useSuspenseQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const question = useMemo(
    () => ({ calendar, today: calendar.today, programme: { from: programme.startsOn, to: programme.endsOn } }),
    [calendar, programme.startsOn, programme.endsOn],
  );
  const range = shownRange(question, search);
  const title = text(report.title);
  const isTurned = range.from > range.to;
  const table = useList({
    ...readReportOptions({ path: { id: programme.id, report: report.key }, query: range }),
    enabled: !isTurned,
  });
  const files = useExport(programme.id, report.key, range, title);
  const hasRows = (table.data?.rows.length ?? 0) > 0 && !table.error && !isTurned;

  return (
    <>
      <PageHeader
        title={title}
        {...(hasOthers ? { trail: [{ title: t('title'), to: `/reports?programme=${programme.id}` }] } : {})}
        marks={choice}
        lead={report.purpose && text(report.purpose)}
        actions={
          <>
            <FileSheet
              programme={programme}
              sheet={{ kind: 'report', name: report.key, filter: range }}
              name={title}
              disabled={!hasRows}
            />
            <Button disabled={!hasRows} onClick={() => window.print()}>
              {t('print')}
            </Button>
            <Dropdown
              trigger={['click']}
              disabled={!hasRows}
              menu={{
                items: (['zh', 'en'] as const).map((key) => ({ key, label: t(`exportIn.${key}`) })),
                onClick: ({ key }) => void files.save(key as 'zh' | 'en'),
              }}
            >
              <Button
                type="primary"
                loading={files.isBusy}
                icon={<DownOutlined />}
                iconPlacement="end"
                aria-haspopup="menu"
              >
                {t('export')}
              </Button>
            </Dropdown>
          </>
        }
      />
      <p className="print-only report-print-range">{t('range.fromTo', { ...range })}</p>
      <section className="panel range-panel screen-only" aria-label={t('range.title')}>
        <RangeChoice
          question={question}
          range={range}
          onChoose={(next) => void navigate({ search: { ...search, ...next } })}
        />
      </section>
      <div className="report" aria-busy={!isTurned && (table.isPlaceholderData || table.isPending)}>
        {isTurned ? (
          <div className="notice-panel" role="alert">
            <p>{t('range.turned')}</p>
          </div>
        ) : table.error ? (
          <ErrorPanel error={table.error} onRetry={() => void table.refetch()} />
        ) : table.data ? (
          <ReportBody programme={programme.id} table={table.data} />
        ) : (
          <PageSkeleton />
        )}
      </div>
    </>
  );
};
