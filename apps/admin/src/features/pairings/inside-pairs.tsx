import { type Choice, choice, day, fieldManifests, longText, type ProgrammeManifest, today } from '@xieshou/sdk';
import { App, Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { listInsideOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { arrangeInside, endInside } from '../../api/generated/sdk.gen.js';
import type { ArrangeInsideData, EndInsideData, ListInsideResponse } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { AppLink } from '../../components/app-link.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { pageText } from '../../components/form/page-text.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { StatusTag } from '../../components/status-tag.js';
import { InsideOffers } from './inside-offers.js';
import { InsideProposals } from './inside-proposals.js';
import { insideReads } from './inside-reads.js';
import type { Pairing } from './pairing-page.js';

type Kind = ProgrammeManifest['inside'][number];
type Pair = ListInsideResponse['rows'][number];
type People = ListInsideResponse['people'];

const asChoices = (people: readonly { readonly id: string; readonly name: string }[]): readonly Choice[] =>
  people.map(({ id, name }) => ({ value: id, title: pageText(name) }));

/** Names two people, one of each school. */
const ArrangeDrawer = (props: { pairing: Pairing; kind: Kind; people: People; open: boolean; onClose: () => void }) => {
  const { pairing, kind, people, open, onClose } = props;
  const { t } = useTranslation('pairings');
  const text = useText();
  const { message } = App.useApp();
  const fields = useMemo(
    () =>
      fieldManifests({
        kind: choice(kind.kind.choices, { title: kind.kind.title }),
        helper: choice(asChoices(people.helper), { title: kind.helper }),
        helped: choice(asChoices(people.helped), { title: kind.helped }),
        startsOn: day({ title: pageText(t('startsOn')) }),
      }),
    [t, kind, people],
  );
  const arrange = useWrite({
    send: (body: ArrangeInsideData['body'], headers) => arrangeInside({ path: { id: pairing.id }, body, headers }),
    changes: insideReads,
    onDone: (made) => {
      const names = { helper: made.helper.name, helped: made.helped.name };
      void message.success(t(made.state === 'waiting' ? 'inside.named' : 'inside.done', names));
      onClose();
    },
  });
  const now = today(new Date());
  return (
    <DrawerForm
      title={t('inside.title', { kind: text(kind.title) })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ startsOn: now < pairing.startsOn ? pairing.startsOn : now }}
      draft={`inside:new:${pairing.id}:${kind.key}`}
      submit={t('new.submit')}
      onSubmit={(data) => arrange.mutateAsync({ ...(data as ArrangeInsideData['body']), inside: kind.key })}
    />
  );
};

const EndDrawer = ({ pair, open, onClose }: { pair: Pair; open: boolean; onClose: () => void }) => {
  const { t } = useTranslation('pairings');
  const { message } = App.useApp();
  const fields = useMemo(
    () =>
      fieldManifests({
        on: day({ title: pageText(t('endsOn')) }),
        reason: longText({ title: pageText(t('end.reason')), help: pageText(t('end.help')), maxLength: 200 }),
      }),
    [t],
  );
  const end = useWrite({
    send: (body: EndInsideData['body'], headers) =>
      endInside({ path: { id: pair.id }, body, headers: { ...headers, ...ifMatch(pair.version) } }),
    changes: insideReads,
    onDone: () => {
      void message.success(t('end.done'));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('end.title', { helper: pair.helper.name, helped: pair.helped.name })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ on: today(new Date()) }}
      draft={`inside:end:${pair.id}`}
      submit={t('end.start')}
      onSubmit={(data) => end.mutateAsync(data as EndInsideData['body'])}
    />
  );
};

const Rows = (props: { kind: Kind; pairing: Pairing; pairs: readonly Pair[]; onEnd?: (pair: Pair) => void }) => {
  const { kind, pairing, pairs, onEnd } = props;
  const { t } = useTranslation('pairings');
  const text = useText();
  return (
    <ul className="inside-pairs">
      {pairs.map((pair) => {
        const known = kind.kind.choices.find(({ value }) => value === pair.kind);
        return (
          <li key={pair.id}>
            <span className="inside-kind muted">{known ? text(known.title) : pair.kind}</span>
            <span className="inside-names">
              {pair.helper.name} → {pair.helped.name}
            </span>
            <span className="inside-since muted">
              {pair.endsOn ? `${pair.startsOn} — ${pair.endsOn}` : t('since', { day: pair.startsOn })}
            </span>
            <span className="inside-records">
              {pair.records > 0 ? (
                <AppLink to="/records" search={{ programme: pairing.programme, pairing: pair.id }}>
                  {t('inside.records', { count: pair.records, n: formatNumber(pair.records) })}
                </AppLink>
              ) : (
                <span className="muted">{t('inside.noRecords')}</span>
              )}
            </span>
            {pair.state === 'ended' ? (
              <StatusTag of="pairing" state={pair.state} />
            ) : (
              onEnd && (
                <Button
                  size="small"
                  aria-label={t('inside.endOf', { helper: pair.helper.name, helped: pair.helped.name })}
                  onClick={() => onEnd(pair)}
                >
                  {t('inside.end')}
                </Button>
              )
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** Pairs of people inside the pairing, a panel for each kind that the programme has. */
export const InsidePairs = ({ pairing, manifest }: { pairing: Pairing; manifest: ProgrammeManifest }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const { data, error, refetch } = useList(listInsideOptions({ path: { id: pairing.id }, query: { size: 200 } }));
  const arranging = useDrawer<Kind>();
  const ending = useDrawer<Pair>();
  const proposing = useDrawer<Kind>();
  if (!data) return error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <PageSkeleton />;
  const mayArrange = data.people.helper.length > 0 || data.people.helped.length > 0;
  return (
    <>
      {manifest.inside.map((kind) => {
        const pairs = data.rows.filter(({ inside }) => inside === kind.key);
        return (
          <section key={kind.key} className="panel" aria-labelledby={`inside-${kind.key}`}>
            <div className="panel-head">
              <h2 id={`inside-${kind.key}`}>{text(kind.title)}</h2>
              {mayArrange && (
                <span className="inside-acts">
                  {kind.kindFrom && (
                    <Button size="small" onClick={() => proposing.show(kind)}>
                      {t('inside.propose', { kind: text(kind.kind.title) })}
                    </Button>
                  )}
                  <Button size="small" onClick={() => arranging.show(kind)}>
                    {t('inside.title', { kind: text(kind.title) })}
                  </Button>
                </span>
              )}
            </div>
            <InsideOffers kind={kind} offers={data.offers.filter(({ inside }) => inside === kind.key)} />
            {pairs.length === 0 ? (
              <p className="panel-body muted">{t('inside.none')}</p>
            ) : (
              <Rows kind={kind} pairing={pairing} pairs={pairs} {...(mayArrange ? { onEnd: ending.show } : {})} />
            )}
          </section>
        );
      })}
      {arranging.about && (
        <ArrangeDrawer
          pairing={pairing}
          kind={arranging.about}
          people={data.people}
          open={arranging.open}
          onClose={arranging.hide}
        />
      )}
      {proposing.about && (
        <InsideProposals pairing={pairing} kind={proposing.about} open={proposing.open} onClose={proposing.hide} />
      )}
      {ending.about && <EndDrawer pair={ending.about} open={ending.open} onClose={ending.hide} />}
    </>
  );
};
