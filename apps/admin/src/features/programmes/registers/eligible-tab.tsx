import { useTranslation } from 'react-i18next';
import { listEligibleOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import type { ListEligibleResponse } from '../../../api/generated/types.gen.js';
import { useList } from '../../../api/queries.js';
import { useText } from '../../../app/i18n.js';
import { Choices } from '../../../components/choices.js';
import { DataView } from '../../../components/data-view/data-view.js';
import { LinkButton } from '../../../components/link-button.js';
import { OrganisationFilter } from '../../../components/organisation/organisation-filter.js';
import { manifestOf } from '../../../components/programme/manifest.js';
import { StatusTag } from '../../../components/status-tag.js';
import type { Programme } from '../programme-page.js';
import { outcomes, programmeRoute } from '../routes.js';
import { CountChips } from './count-chips.js';
import { PeriodSelect } from './period-select.js';
import { Reasons } from './reasons.js';
import { usePersonColumns } from './register-columns.js';
import './registers.css';

type Row = ListEligibleResponse['rows'][number];

interface CountsProps {
  readonly counts: ListEligibleResponse['counts'] | undefined;
  readonly chosen: Row['outcome'] | undefined;
  readonly onChoose: (outcome: Row['outcome'] | undefined) => void;
}

/** How many are of each outcome; each narrows the list to its own. */
const Counts = ({ counts, chosen, onChoose }: CountsProps) => {
  const { t } = useTranslation(['programmes', 'app']);
  const all = counts && counts.eligible + counts.withReason + counts.not;
  const chips = [
    { key: undefined, name: t('eligible.all'), n: all },
    ...outcomes.map((key) => ({ key, name: t(`app:state.eligible.${key}`), n: counts?.[key] })),
  ];
  return <CountChips label={t('eligible.counts')} chips={chips} chosen={chosen} onChoose={onChoose} />;
};

/** 资格: who may stand on a side by what the registers say, and why. */
export const EligibleTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const search = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const { eligible: sides, sides: titles, registers } = manifestOf(programme)!;
  const side = sides.find((one) => one === search.side) ?? sides[0]!;
  const { q, page, size, period, place, outcome } = search;
  const list = useList(
    listEligibleOptions({ path: { id: programme.id }, query: { side, q, page, size, period, place, outcome } }),
  );
  const put = (next: typeof search) => void navigate({ search: { ...next, tab: 'eligible' }, resetScroll: false });
  const people = usePersonColumns<Row>(({ person }) => person);
  // Without entries everybody would be found wanting, one by one.
  const isUnknown = list.data?.period === null && registers.length > 0;
  if (isUnknown)
    return (
      <section className="notice-panel">
        <p className="notice-title">{t('eligible.unknown')}</p>
        <p className="notice-text">{t('eligible.unknownText')}</p>
        <p className="notice-actions">
          <LinkButton to={`/programmes/${programme.id}`} search={{ tab: 'registers' }}>
            {t('eligible.toRegisters')}
          </LinkButton>
        </p>
      </section>
    );
  return (
    <>
      <div className="panel register-bar">
        {sides.length > 1 ? (
          <Choices
            label={t('eligible.side')}
            value={side}
            options={sides.map((value) => ({ value, title: text(titles[value].title) }))}
            onChoose={(next) => put({ ...search, side: next, outcome: undefined, page: undefined })}
          />
        ) : (
          <strong>{text(titles[side].title)}</strong>
        )}
        <PeriodSelect
          value={list.data?.period ?? null}
          periods={list.data?.periods ?? []}
          onChoose={(next) => put({ ...search, period: next, page: undefined })}
        />
        <Counts
          counts={list.data?.counts}
          chosen={outcome}
          onChoose={(next) => put({ ...search, outcome: next, page: undefined })}
        />
        <p className="register-purpose muted">{t('eligible.lead')}</p>
      </div>
      <DataView
        key={side}
        title={t('eligible.list', { side: text(titles[side].title) })}
        list={list}
        search={search}
        onSearch={put}
        filters={[{ kind: 'text', key: 'q', title: t('registers.who'), placeholder: t('registers.whoHint') }]}
        tools={
          <OrganisationFilter
            title={t('registers.place')}
            value={place}
            onChange={(next) => put({ ...search, place: next, page: undefined })}
          />
        }
        columns={[
          ...people,
          {
            key: 'outcome',
            title: t('eligible.outcome'),
            cell: (row) => <StatusTag of="eligible" state={row.outcome} />,
            width: 128,
            brief: true,
          },
          { key: 'reasons', title: t('eligible.reasons'), cell: (row) => <Reasons {...row} />, brief: true },
        ]}
        rowKey={({ person }) => person.id}
        empty={{ text: t(outcome || place ? 'eligible.emptyHere' : 'eligible.empty') }}
      />
    </>
  );
};
