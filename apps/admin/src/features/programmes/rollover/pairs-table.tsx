import { CheckCircleOutlined, ExclamationCircleOutlined, StopOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { formatNumber, nothing } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import { AppLink } from '../../../components/app-link.js';
import '../../../components/status-tag.css';
import { isTicked, type Pair, type Ticks, tickAll } from './ticks.js';

interface PairsTableProps {
  readonly pairs: readonly Pair[];
  readonly ticks: Ticks;
  readonly busy: boolean;
  readonly onTick: (ticks: Ticks) => void;
}

const looks = {
  continues: ['good', CheckCircleOutlined],
  full: ['late', ExclamationCircleOutlined],
  leftOut: ['bad', StopOutlined],
  unticked: ['quiet', StopOutlined],
} as const;

const Outcome = ({ pair, ticked }: { pair: Pair; ticked: boolean }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const state = ticked ? 'continues' : pair.outcome === 'continues' ? 'unticked' : pair.outcome;
  const [tone, Icon] = looks[state];
  return (
    <>
      <span className={`status ${tone}`}>
        <Icon aria-hidden />
        <span>{t(`rollover.outcome.${state}`)}</span>
      </span>
      {pair.reason && <span className="rollover-why">{text(pair.reason)}</span>}
    </>
  );
};

const hasWithin = (pair: Pair): boolean => pair.inside.length > 0 || pair.appointed.some(({ reason }) => reason);
const openKeys = (pair: Pair) => (['rectifications', 'unconfirmed', 'drafts'] as const).filter((key) => pair[key] > 0);

/** Pairs of people and offices of a pairing: how many go on, and by name what does not. */
const Within = ({ pair }: { pair: Pair }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const going = pair.inside.filter(({ reason }) => !reason).length;
  const away = pair.inside.filter(({ reason }) => reason);
  const offices = pair.appointed.filter(({ reason }) => reason);
  if (!hasWithin(pair)) return nothing;
  return (
    <ul className="rollover-within">
      {going > 0 && <li>{t('rollover.insideGoing', { count: going })}</li>}
      {away.map((one) => (
        <li key={one.id}>
          {text(one.title)} {one.helper} — {one.helped}
          <span className="rollover-why">{t('rollover.notOn', { reason: text(one.reason!) })}</span>
        </li>
      ))}
      {offices.map((one) => (
        <li key={one.role}>
          {one.now ? t('rollover.officeNow', { name: one.now.name }) : t('rollover.officeGone')}
          <span className="rollover-why">{text(one.reason!)}</span>
        </li>
      ))}
    </ul>
  );
};

const Open = ({ pair }: { pair: Pair }) => {
  const { t } = useTranslation('programmes');
  const parts = openKeys(pair);
  if (parts.length === 0) return nothing;
  return parts
    .map((key) => t(`rollover.open.${key}`, { count: pair[key], n: formatNumber(pair[key]) }))
    .join(t('clause'));
};

/** Every active pairing: whether it goes on, why not, and what hangs on it. */
export const PairsTable = ({ pairs, ticks, busy, onTick }: PairsTableProps) => {
  const { t } = useTranslation('programmes');
  const choosable = pairs.filter(({ outcome }) => outcome !== 'leftOut');
  const proposed = pairs.filter(({ outcome }) => outcome === 'continues');
  const allTicked = proposed.length > 0 && proposed.every((pair) => isTicked(pair, ticks));
  const someTicked = choosable.some((pair) => isTicked(pair, ticks));
  return (
    <div className="plain-scroll" tabIndex={0} role="region" aria-label={t('rollover.pairs')}>
      <table className="plain-table rollover-table">
        <caption className="visually-hidden">{t('rollover.pairs')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <label className="rollover-tick">
                <input
                  type="checkbox"
                  checked={allTicked}
                  ref={(box) => {
                    if (box) box.indeterminate = someTicked && !allTicked;
                  }}
                  disabled={busy || choosable.length === 0}
                  onChange={() => onTick(tickAll(choosable, !allTicked))}
                />
                {t('rollover.head.tick')}
              </label>
            </th>
            {(['pair', 'outcome', 'within', 'open'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`rollover.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => {
            const ticked = isTicked(pair, ticks);
            const name = t('rollover.pair', { helper: pair.helper.name, helped: pair.helped.name });
            return (
              <tr key={pair.id} id={`pair-${pair.id}`}>
                <td className="rollover-box">
                  <input
                    type="checkbox"
                    aria-label={t('rollover.tick', { pair: name })}
                    checked={ticked}
                    disabled={busy || pair.outcome === 'leftOut'}
                    onChange={() => onTick({ ...ticks, [pair.id]: !ticked })}
                  />
                </td>
                <th scope="row">
                  <AppLink to={`/pairings/${pair.id}`}>{name}</AppLink>
                </th>
                <td data-head={t('rollover.head.outcome')}>
                  <div>
                    <Outcome pair={pair} ticked={ticked} />
                  </div>
                </td>
                <td data-head={t('rollover.head.within')} className={hasWithin(pair) ? '' : 'none'}>
                  <div>
                    <Within pair={pair} />
                  </div>
                </td>
                <td data-head={t('rollover.head.open')} className={openKeys(pair).length > 0 ? '' : 'none'}>
                  <div>
                    <Open pair={pair} />
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
