import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import { AppLink } from '../../../components/app-link.js';
import { Meter } from '../../../components/meter.js';
import { StatusTag } from '../../../components/status-tag.js';
import type { Row } from './stages-tab.js';

type Need = NonNullable<Row['current']>['needs'][number];

const Missing = ({ need }: { need: Need }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { title, have, required, claimed } = need;
  return (
    <li>
      <span>{text(title)}</span>
      <span className="stage-card-ratio">
        {t('stages.ratio', { have: formatNumber(have), required: formatNumber(required) })}
      </span>
      {claimed > 0 && (
        <span className="muted stage-card-claimed">{t('stages.claimed', { n: formatNumber(claimed) })}</span>
      )}
    </li>
  );
};

/** One pairing on the board: how much of its present stage is there, and what is missing. */
export const PairingCard = ({ row }: { row: Row }) => {
  const { t } = useTranslation('programmes');
  const needs = row.current?.needs ?? [];
  const lacking = needs.filter(({ missing }) => missing > 0);
  const counts = { n: formatNumber(needs.length - lacking.length), of: formatNumber(needs.length) };
  return (
    <li className="stage-card">
      <AppLink to={`/pairings/${row.pairing}`}>{row.helped.name}</AppLink>
      <p className="muted">{row.helper.name}</p>
      {(row.current?.late || row.differs) && (
        <p className="marks">
          {row.current?.late && <StatusTag of="duty" state="overdue" />}
          {row.differs && <StatusTag of="stage" state="differs" />}
        </p>
      )}
      {needs.length > 0 && (
        <div className="stage-card-progress">
          <Meter
            label={t('stages.progress', { name: row.helped.name, ...counts })}
            parts={[{ tone: 'good', amount: needs.length - lacking.length }]}
            of={needs.length}
          />
          <span className="muted">{t('stages.met', counts)}</span>
        </div>
      )}
      {lacking.length > 0 && (
        <ul className="stage-card-missing">
          {lacking.map((need) => (
            <Missing key={need.key} need={need} />
          ))}
        </ul>
      )}
      {needs.length > 0 && lacking.length === 0 && <p className="stage-ready">{t('stages.ready')}</p>}
    </li>
  );
};
