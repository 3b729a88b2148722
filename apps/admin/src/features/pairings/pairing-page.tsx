import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { useState } from 'react';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readPairingOptions, readProgrammeOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadPairingResponse } from '../../api/generated/types.gen.js';
import { useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { AppLink } from '../../components/app-link.js';
import { ErrorBoundary } from '../../components/error-boundary.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusTag } from '../../components/status-tag.js';
import { Facts } from '../../components/facts.js';
import { asManifest, pairsPeople } from '../../components/programme/manifest.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { DoubtDrawer } from './doubt-drawer.js';
import { EndPairing } from './end-pairing.js';
import { Findings } from './findings.js';
import { InsidePairs } from './inside-pairs.js';
import { LatestRecords } from './latest-records.js';
import { OfficesPanel } from './offices.js';
import './pairing-page.css';
import './pairings.css';
import { pairingRoute } from './routes.js';
import { StagesPanel } from './stages.js';
import { Standing } from './standing.js';

export type Pairing = ReadPairingResponse;

const Basics = ({ pairing, manifest }: { pairing: Pairing; manifest: ProgrammeManifest | undefined }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const mayRead = useMay('organisation.read');
  const mayReadTeams = useMay('team.read');
  const pages = {
    organisation: mayRead ? '/organisations' : null,
    group: mayReadTeams ? '/teams' : null,
    person: null,
  };
  /** Organisations and teams have a page of their own; people have none. */
  const party = (side: 'helper' | 'helped', { id, name }: { id: string; name: string }) => {
    const page = manifest && pages[manifest.sides[side].party];
    return page ? <AppLink to={`${page}/${id}`}>{name}</AppLink> : name;
  };
  const title = (side: 'helper' | 'helped') =>
    manifest ? text(manifest.sides[side].title) : t(`app:pairing.side.${side}`);
  return (
    <Facts
      facts={[
        [title('helper'), party('helper', pairing.helper)],
        [title('helped'), party('helped', pairing.helped)],
        ...(['helper', 'helped'] as const).flatMap((side) => {
          const before = pairing.former.filter((one) => one.side === side);
          return before.length === 0
            ? []
            : [
                [
                  t('former', { side: title(side) }),
                  before.map(({ id, name, until }) => (
                    <div key={`${id} ${until}`}>{t('formerUntil', { name, until })}</div>
                  )),
                ] as const,
              ];
        }),
        ...(pairing.doubt ? [[t('app:pairing.doubt'), pairing.doubt] as const] : []),
        [t('startsOn'), pairing.startsOn],
        ...(pairing.reason ? [[t('reason'), pairing.reason] as const] : []),
        ...(pairing.endsOn ? [[t('endsOn'), pairing.endsOn] as const] : []),
        ...(pairing.endReason ? [[t('end.reason'), pairing.endReason] as const] : []),
        ...(['continues', 'continuedBy'] as const).flatMap((way) => {
          const other = pairing[way];
          return other
            ? [
                [
                  t(way),
                  <AppLink key={way} to={`/pairings/${other.id}`}>
                    {t('inYear', { year: other.schoolYear })}
                  </AppLink>,
                ] as const,
              ]
            : [];
        }),
      ]}
    />
  );
};

/** One pairing: who, why, how its duties stand, what was recorded last. */
export const PairingPage = () => {
  const { t } = useTranslation('pairings');
  const { id } = pairingRoute.useParams();
  const { data: pairing } = useSuspenseQuery(readPairingOptions({ path: { id } }));
  const { data: programme } = useQuery(readProgrammeOptions({ path: { id: pairing.programme } }));
  const mayEnd = useMay('pairing.write') && pairing.state === 'active';
  const mayReadDuties = useMay('duty.read');
  const mayReadRecords = useMay('record.read');
  const [isEnding, setIsEnding] = useState(false);
  const doubting = useDrawer<Pairing>();
  const manifest = programme?.manifest ? asManifest(programme.manifest) : undefined;
  const title = t('pair', { helper: pairing.helper.name, helped: pairing.helped.name });
  return (
    <>
      <PageHeader
        title={title}
        audited={pairing.id}
        trail={[{ title: t('list.title'), to: `/pairings?programme=${pairing.programme}` }]}
        marks={<StatusTag of="pairing" state={pairing.state} />}
        lead={
          programme ? (
            <Link to="/programmes/$id" params={{ id: programme.id }}>
              {programme.title}
            </Link>
          ) : (
            '\u00a0'
          )
        }
        actions={
          mayEnd && (
            <>
              {!pairsPeople(manifest) && <Button onClick={() => doubting.show(pairing)}>{t('doubt.act')}</Button>}
              <Button danger onClick={() => setIsEnding(true)}>
                {t('end.start')}
              </Button>
            </>
          )
        }
      />
      <div className="pairing">
        <div>
          {manifest && manifest.stages.length > 0 && (
            <ErrorBoundary>
              <StagesPanel pairing={pairing} />
            </ErrorBoundary>
          )}
          {mayReadDuties && (
            <ErrorBoundary>
              <Standing pairing={pairing} />
            </ErrorBoundary>
          )}
          {manifest && manifest.inside.length > 0 && (
            <ErrorBoundary>
              <InsidePairs pairing={pairing} manifest={manifest} />
            </ErrorBoundary>
          )}
          {mayReadRecords && (
            <ErrorBoundary>
              <LatestRecords pairing={pairing} manifest={manifest} />
            </ErrorBoundary>
          )}
        </div>
        <div className="pairing-side">
          <section className="panel" aria-labelledby="basics">
            <div className="panel-head">
              <h2 id="basics">{t('basics')}</h2>
            </div>
            <div className="panel-body">
              <Basics pairing={pairing} manifest={manifest} />
            </div>
          </section>
          {manifest && <OfficesPanel pairing={pairing} manifest={manifest} />}
          {(pairing.findings.length > 0 || !pairsPeople(manifest)) && (
            <Findings pairing={pairing} manifest={manifest} />
          )}
        </div>
      </div>
      {doubting.about && <DoubtDrawer pairing={doubting.about} open={doubting.open} onClose={doubting.hide} />}
      {isEnding && <EndPairing pairing={pairing} onClose={() => setIsEnding(false)} />}
    </>
  );
};
