import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listAwardsOptions, readCalendarOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import { settleOutcome } from '../../../api/generated/sdk.gen.js';
import { useList } from '../../../api/queries.js';
import { useWrite } from '../../../api/write.js';
import { formatNumber, nothing } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import { useMay } from '../../../app/session.js';
import { Choices } from '../../../components/choices.js';
import type { Column } from '../../../components/data-view/column.js';
import { DataView } from '../../../components/data-view/data-view.js';
import { useDrawer } from '../../../components/drawer-form/use-drawer.js';
import { useProblemText } from '../../../components/error-panel.js';
import { ExportButton } from '../../../components/export-button.js';
import { OrganisationFilter } from '../../../components/organisation/organisation-filter.js';
import { begunPeriods } from '../../../components/programme/begun-periods.js';
import { manifestOf } from '../../../components/programme/manifest.js';
import type { Programme } from '../programme-page.js';
import { CountChips } from '../registers/count-chips.js';
import { PeriodSelect } from '../registers/period-select.js';
import { Reasons } from '../registers/reasons.js';
import { usePersonColumns } from '../registers/register-columns.js';
import { programmeRoute } from '../routes.js';
import { type Award, DecisionDrawer } from './decision-drawer.js';
import { type OutcomeManifest, useOutcomeWords } from './outcome-words.js';
import './outcomes.css';
import { outcomeReads, SettlementDrawer } from './settlement-drawer.js';
import { SettlementList } from './settlement-list.js';

/** Whose award it is, in the words of those who stand on the sides: people by number and unit, organisations by name. */
const usePartyColumns = (between: 'people' | 'organisations'): readonly Column<Award>[] => {
  const { t } = useTranslation('programmes');
  const people = usePersonColumns<Award>(({ party }) => party);
  const name: Column<Award> = {
    key: 'name',
    title: t('outcomes.organisation'),
    cell: ({ party }) => party.name,
    width: 200,
    brief: true,
  };
  return between === 'people' ? people : [name];
};

const partiesOf = (programme: Programme): 'people' | 'organisations' =>
  Object.values(manifestOf(programme)!.sides).every(({ party }) => party === 'organisation')
    ? 'organisations'
    : 'people';

const useColumns = (
  programme: Programme,
  outcome: OutcomeManifest,
  o: {
    readonly onDecide: ((award: Award) => void) | undefined;
    /** Awards go to the first: they have places. */
    readonly ranked: boolean;
  },
): readonly Column<Award>[] => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { onDecide, ranked } = o;
  const { level } = useOutcomeWords(outcome);
  const { sides } = manifestOf(programme)!;
  const parties = usePartyColumns(partiesOf(programme));
  const decided = ({ decisions }: Award) =>
    decisions?.map(({ decision, note, by }) => {
      const known = outcome.decisions.find(({ key }) => key === decision);
      return (
        <p key={decision} className="muted">
          {t('outcomes.decided', { title: known ? text(known.title) : decision, note, by })}
        </p>
      );
    });
  const rank: Column<Award> = {
    key: 'rank',
    title: t('outcomes.rank'),
    cell: (row) => (row.rank === null ? nothing : formatNumber(row.rank)),
    align: 'end',
    width: 64,
    brief: true,
  };
  return [
    ...parties,
    { key: 'side', title: t('outcomes.side'), cell: ({ side }) => text(sides[side].title), width: 100, brief: true },
    { key: 'other', title: t('outcomes.other'), cell: ({ other }) => other.name, width: 128, brief: true },
    ...(ranked ? [rank] : []),
    { key: 'level', title: t('outcomes.level'), cell: (row) => level(row.level), width: 128, brief: true },
    {
      key: 'points',
      title: t('outcomes.points'),
      cell: ({ points }) => formatNumber(points),
      align: 'end',
      width: 72,
      brief: true,
    },
    {
      key: 'reasons',
      title: t('outcomes.reasons'),
      cell: (row) => (
        <>
          {row.findings ? <Reasons findings={row.findings} /> : nothing}
          {decided(row)}
        </>
      ),
      brief: true,
    },
    ...(onDecide
      ? [
          {
            key: 'acts',
            title: t('outcomes.acts'),
            acts: true,
            brief: true,
            width: 112,
            cell: (row: Award) =>
              row.side === 'helped' || row.rank !== null ? (
                <Button
                  size="small"
                  aria-label={t('outcomes.decideOf', { name: row.party.name })}
                  onClick={() => onDecide(row)}
                >
                  {t('outcomes.decide')}
                </Button>
              ) : null,
          },
        ]
      : []),
  ];
};

/** 考核结算: awards in force, what a new settlement would change, and what came before. */
export const OutcomesTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const search = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const { outcomes } = manifestOf(programme)!;
  const outcome = outcomes.find(({ key }) => key === search.result) ?? outcomes[0]!;
  const isOpen = programme.state === 'enabled' && !programme.missing;
  const maySettle = useMay('outcome.settle');
  const mayDecide = useMay('outcome.decide') && isOpen && outcome.decisions.length > 0;
  const { q, page, size, place, level } = search;
  const at = { id: programme.id, outcome: outcome.key };
  const list = useList(listAwardsOptions({ path: at, query: { q, page, size, period: search.period, place, level } }));
  const { data: calendar } = useQuery(readCalendarOptions());
  // Only periods of the programme's own year can be settled; what has been settled stays there to see.
  const begun = calendar
    ? begunPeriods(calendar, outcome.per).filter(({ id }) => id.startsWith(programme.schoolYear))
    : [];
  const awarded = list.data?.periods ?? [];
  const periods = [
    ...begun.map(({ id, title }) => ({ id, title, entries: awarded.find((one) => one.id === id)?.awards ?? 0 })),
    ...awarded.filter(({ id }) => !begun.some((one) => one.id === id)).map((one) => ({ ...one, entries: one.awards })),
  ];
  const period = search.period ?? list.data?.period ?? begun[0]?.id ?? null;
  const words = useOutcomeWords(outcome);
  const settling = useDrawer<string>();
  const history = useDrawer<true>();
  const deciding = useDrawer<Award>();
  const put = (next: typeof search) => void navigate({ search: { ...next, tab: 'outcomes' }, resetScroll: false });
  const settle = useWrite({
    send: (of: string, headers) => settleOutcome({ path: at, body: { period: of }, headers }),
    changes: outcomeReads,
    onDone: ({ settlement, counts }) => {
      if (settlement) settling.show(settlement.id);
      else void message.info(t('outcomes.same', { count: counts.same, n: formatNumber(counts.same) }));
    },
    onProblem: (problem) => void message.error(problem.errors[0]?.message ?? problemText(problem)),
  });
  const columns = useColumns(programme, outcome, {
    onDecide: mayDecide ? deciding.show : undefined,
    ranked: list.data?.rows.some(({ rank }) => rank !== null) ?? false,
  });
  const ofPeople = partiesOf(programme) === 'people';
  const levels = list.data?.levels ?? [];
  const all = levels.reduce((sum, one) => sum + one.awards, 0);
  const isAgain = awarded.some(({ id }) => id === period);

  return (
    <>
      <div className="panel register-bar">
        {outcomes.length > 1 && (
          <Choices
            label={t('outcomes.which')}
            value={outcome.key}
            options={outcomes.map(({ key, title }) => ({ value: key, title: text(title) }))}
            onChoose={(key) => put({ result: key, place, q })}
          />
        )}
        <PeriodSelect
          value={list.data ? period : null}
          periods={periods}
          counted="outcomes.periodWith"
          onChoose={(next) => put({ ...search, period: next, level: undefined, page: undefined })}
        />
        <CountChips
          label={t('outcomes.levels')}
          chips={[
            { key: undefined, name: t('outcomes.all'), n: list.data && all },
            ...levels.map((one) => ({ key: one.level, name: words.level(one.level), n: one.awards })),
          ]}
          chosen={level}
          onChoose={(next) => put({ ...search, level: next, page: undefined })}
        />
        <div className="register-acts">
          <ExportButton
            url="/api/programmes/{id}/outcomes/{outcome}/awards"
            path={at}
            query={{ period: period ?? undefined, place, level, q }}
            fileName={`${text(outcome.title)}.xlsx`}
          />
          {maySettle && <Button onClick={() => history.show(true)}>{t('outcomes.history')}</Button>}
          {maySettle && isOpen && period && (
            <Button type="primary" loading={settle.isPending} onClick={() => settle.mutate(period)}>
              {t(isAgain ? 'outcomes.settleAgain' : 'outcomes.settle')}
            </Button>
          )}
        </div>
        {outcome.purpose && <p className="register-purpose muted">{text(outcome.purpose)}</p>}
      </div>
      <DataView
        key={outcome.key}
        title={text(outcome.title)}
        list={list}
        search={search}
        onSearch={put}
        filters={[
          ofPeople
            ? { kind: 'text', key: 'q', title: t('registers.who'), placeholder: t('registers.whoHint') }
            : {
                kind: 'text',
                key: 'q',
                title: t('outcomes.organisation'),
                placeholder: t('outcomes.organisationHint'),
              },
        ]}
        tools={
          ofPeople && (
            <OrganisationFilter
              title={t('registers.place')}
              value={place}
              onChange={(next) => put({ ...search, place: next, page: undefined })}
            />
          )
        }
        columns={columns}
        rowKey={({ pairing, side }) => `${pairing}${side}`}
        empty={{
          text: t(
            level || place ? 'outcomes.emptyHere' : maySettle && isOpen ? 'outcomes.empty' : 'outcomes.emptyRead',
          ),
        }}
      />
      {settling.about && (
        <SettlementDrawer
          key={settling.about}
          id={settling.about}
          outcome={outcome}
          mayAccept={maySettle && isOpen}
          open={settling.open}
          onClose={settling.hide}
          onMoved={(of) => {
            void message.warning(t('outcomes.settlement.moved'));
            settle.mutate(of);
          }}
        />
      )}
      {history.about && (
        <SettlementList
          programme={programme.id}
          outcome={outcome}
          open={history.open}
          onClose={history.hide}
          onOpen={(settlement) => {
            history.hide();
            settling.show(settlement);
          }}
        />
      )}
      {deciding.about && period && (
        <DecisionDrawer
          key={`${deciding.about.pairing}${period}`}
          programme={programme.id}
          outcome={outcome}
          period={period}
          award={deciding.about}
          open={deciding.open}
          onClose={deciding.hide}
        />
      )}
    </>
  );
};
