import { useSuspenseQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { type ReactNode, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  readCalendarOptions,
  readDutiesOptions,
  readProgrammeOptions,
} from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh, useList } from '../../api/queries.js';
import { asProblem } from '../../api/problem.js';
import { useMay } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { ErrorPanel, useProblemText } from '../../components/error-panel.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { UnknownYears } from '../../components/unknown-years.js';
import { usePhone } from '../../components/use-media.js';
import { useDutyContext } from './duty-context.js';
import { DutyFiguresRow } from './duty-figures.js';
import { ExcuseDialog } from './excuse-dialog.js';
import { ExcuseDrawer } from './excuse-drawer.js';
import { Legend } from './legend.js';
import { belowIn, figuresOf, matrixOf, onlyBelow, type Standing } from './matrix.js';
import { MatrixGrid } from './matrix-grid.js';
import { Outstanding } from './outstanding.js';
import { PairCards } from './pair-cards.js';
import { PeriodChoice } from './period-choice.js';
import { shownPeriod } from './periods.js';
import { ReminderSummary, useReminding } from './reminding.js';
import { dutiesRoute } from './routes.js';
import { useCellSelection } from './selection.js';

const empty = { groups: [], columns: [], rows: [] };

const Nothing = ({ text, children }: { text: string; children?: ReactNode }) => (
  <div className="duties-nothing">
    <p>{text}</p>
    {children}
  </div>
);

/** The duties of one programme: figures, filters, matrix, reminders. */
export const DutyMatrix = ({ programme: id }: { programme: string }) => {
  const { t } = useTranslation('duties');
  const search = dutiesRoute.useSearch();
  const navigate = dutiesRoute.useNavigate();
  const isPhone = usePhone();
  const problemText = useProblemText();
  const mayPair = useMay('pairing.write');
  const mayWrite = useMay('record.write');
  const { data: calendar } = useSuspenseQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const { data: programme } = useSuspenseQuery(readProgrammeOptions({ path: { id } }));
  const context = useDutyContext(programme);

  const question = { calendar, today: calendar.today, programme: { from: programme.startsOn, to: programme.endsOn } };
  const shown = shownPeriod(question, search.period);
  const duties = useList(readDutiesOptions({ path: { id }, ...(shown ? { query: { period: shown.id } } : {}) }));
  const whole = useMemo(
    () => (duties.data ? matrixOf(duties.data, calendar.today) : empty),
    [duties.data, calendar.today],
  );
  const matrix = useMemo(() => (search.below ? onlyBelow(whole) : whole), [whole, search.below]);
  const selectBelow = useRef<HTMLButtonElement>(null);
  const selection = useCellSelection(matrix);
  const reminding = useReminding(id, () => selection.set([]));
  const excusing = useDrawer<readonly Standing[]>();
  const excused = useDrawer<Standing>();
  const below = belowIn(matrix.rows);
  const put = (changes: Partial<typeof search>) => void navigate({ search: { ...search, ...changes } });

  const body = () => {
    if (!duties.data)
      return duties.error ? (
        <ErrorPanel error={duties.error} onRetry={() => void duties.refetch()} />
      ) : (
        <PageSkeleton />
      );
    if (programme.missing) return <Nothing text={t('nothing.missing')} />;
    if (whole.rows.length === 0)
      return (
        <Nothing text={t(mayPair ? 'nothing.pairings' : 'nothing.ownPairings')}>
          {mayPair && <AppLink to={`/pairings?programme=${id}`}>{t('nothing.pair')}</AppLink>}
        </Nothing>
      );
    if (whole.columns.length === 0) return <Nothing text={t('nothing.duties')} />;
    if (matrix.rows.length === 0)
      return (
        <Nothing text={t('nothing.below')}>
          <Button onClick={() => put({ below: undefined })}>{t('nothing.showAll')}</Button>
        </Nothing>
      );
    return (
      <>
        {isPhone ? (
          <PairCards matrix={matrix} context={context} selection={selection} onExcused={excused.show} />
        ) : (
          <MatrixGrid
            matrix={matrix}
            context={context}
            today={calendar.today}
            selection={selection}
            onExcused={excused.show}
          />
        )}
        <Legend />
        {duties.data && <UnknownYears years={duties.data.unknownYears} of="teachingDays" />}
      </>
    );
  };

  return (
    <>
      <DutyFiguresRow figures={duties.data && figuresOf(whole, calendar.today)} programme={id} period={shown?.id} />
      <section className="panel duties-panel" aria-busy={duties.isPlaceholderData || duties.isPending}>
        <div className="duties-bar screen-only">
          {shown && <PeriodChoice question={question} shown={shown} onChoose={(period) => put({ period })} />}
          <Checkbox
            checked={search.below === 'yes'}
            onChange={(event) => put({ below: event.target.checked ? 'yes' : undefined })}
          >
            {t('onlyBelow')}
          </Checkbox>
          {context.maySelect && (
            <div className={`duties-acts${selection.standings.length > 0 ? ' has-selection' : ''}`}>
              <span role="status" className="duties-selected">
                {selection.standings.length > 0 && t('selected', { count: selection.standings.length })}
              </span>
              {selection.standings.length > 0 && (
                <Button type="link" onClick={() => selection.set([])}>
                  {t('unselect')}
                </Button>
              )}
              <Button
                ref={selectBelow}
                className="duties-select-below"
                disabled={below.length === 0}
                onClick={() => selection.set(below)}
              >
                {t('selectBelow', { count: below.length })}
              </Button>
              {context.mayExcuse && (
                <Button disabled={selection.standings.length === 0} onClick={() => excusing.show(selection.standings)}>
                  {t('excuse.act')}
                </Button>
              )}
              {context.mayRemind && (
                <Button
                  type="primary"
                  disabled={selection.standings.length === 0}
                  loading={reminding.isBusy}
                  onClick={() => reminding.send(selection.standings)}
                >
                  {t('remind.act')}
                </Button>
              )}
            </div>
          )}
        </div>
        {reminding.error && (
          <p className="duties-problem" role="alert">
            {problemText(asProblem(reminding.error))}
          </p>
        )}
        {body()}
      </section>
      {mayWrite && !isPhone && <Outstanding below={belowIn(whole.rows)} context={context} />}
      <ReminderSummary
        result={reminding.result}
        onClose={reminding.close}
        afterClose={() => selectBelow.current?.focus()}
      />
      {excusing.about && (
        <ExcuseDrawer
          programme={id}
          standings={excusing.about}
          open={excusing.open}
          onClose={excusing.hide}
          onDone={() => selection.set([])}
        />
      )}
      {excused.about && (
        <ExcuseDialog standing={excused.about} context={context} open={excused.open} onClose={excused.hide} />
      )}
    </>
  );
};
