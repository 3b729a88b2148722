import { useTranslation } from 'react-i18next';
import { listAwardsOptions, listPairingsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListAwardsResponse, ListPairingsResponse, ReadWorkbenchResponse } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { useMay, useSession } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { useProgramme } from '../../components/programme/programme.js';

type Programme = ReadWorkbenchResponse['programmes'][number];
type Outcome = NonNullable<ReturnType<typeof useProgramme>['manifest']>['outcomes'][number];
type Award = ListAwardsResponse['rows'][number];
type Pairing = ListPairingsResponse['rows'][number];

/** More than these are for the page of pairings. */
const shown = 5;

/** What has come of it for the person: level and points, and the reasons as far as they are about nobody else. */
const OwnAwards = ({ programme, outcome }: { programme: Programme; outcome: Outcome }) => {
  const { t } = useTranslation('workbench');
  const text = useText();
  const { user } = useSession();
  const { data } = useList(
    listAwardsOptions({ path: { id: programme.id, outcome: outcome.key }, query: { size: 2 * shown } }),
  );
  const own = data?.rows.filter(({ party }) => party.id === user.person?.id) ?? [];
  const period = data?.periods.find(({ id }) => id === data.period);
  const levelOf = ({ level }: Award) => {
    const known = outcome.levels.find(({ key }) => key === level);
    return known ? text(known.title) : level;
  };
  return own.map((award) => (
    <div key={`${award.pairing}${award.side}`} className="own-award">
      <p>
        <span className="muted">
          {text(outcome.title)} {period && text(period.title)}
        </span>
        <strong>{t('own.award', { level: levelOf(award), count: award.points, n: formatNumber(award.points) })}</strong>
      </p>
      {award.findings && award.findings.length > 0 && (
        <ul>
          {award.findings.map(({ rule, text: sentence }, i) => (
            <li key={`${rule}${i}`}>{text(sentence)}</li>
          ))}
        </ul>
      )}
    </div>
  ));
};

const Pairs = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('workbench');
  const text = useText();
  const { manifest } = useProgramme(programme.id);
  const mayRead = useMay('outcome.read');
  const { data } = useList(
    listPairingsOptions({ path: { id: programme.id }, query: { state: 'active', size: shown } }),
  );
  if (!data || !manifest) return null;
  const side = (pairing: Pairing, name: 'helper' | 'helped') => (
    <span className="own-side">
      <span className="muted">{text(manifest.sides[name].title)}</span>
      <span>{pairing[name].name}</span>
    </span>
  );
  return (
    <li>
      <p className="own-programme">{programme.title}</p>
      <ul>
        {data.rows.map((pairing) => (
          <li key={pairing.id}>
            <AppLink to={`/pairings/${pairing.id}`} className="own-pair">
              {side(pairing, 'helper')}
              {side(pairing, 'helped')}
              <span className="muted">{t('own.since', { day: pairing.startsOn })}</span>
            </AppLink>
          </li>
        ))}
      </ul>
      {mayRead &&
        manifest.outcomes.map((outcome) => <OwnAwards key={outcome.key} programme={programme} outcome={outcome} />)}
    </li>
  );
};

/** 我的结对: with whom somebody is paired who acts for themself. */
export const OwnPairs = ({ programmes }: { programmes: readonly Programme[] }) => {
  const { t } = useTranslation('workbench');
  return (
    <section className="panel own-pairs" aria-labelledby="own-pairs">
      <div className="panel-head">
        <h2 id="own-pairs">{t('own.title')}</h2>
      </div>
      <ul>
        {programmes.map((programme) => (
          <Pairs key={programme.id} programme={programme} />
        ))}
      </ul>
    </section>
  );
};
