import { useTranslation } from 'react-i18next';
import { listPairingsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListPairingsResponse, ReadWorkbenchResponse } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { useProgramme } from '../../components/programme/programme.js';

type Programme = ReadWorkbenchResponse['programmes'][number];
type Pairing = ListPairingsResponse['rows'][number];

/** More than these are for the page of pairings. */
const shown = 5;

const Pairs = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('workbench');
  const text = useText();
  const { manifest } = useProgramme(programme.id);
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
