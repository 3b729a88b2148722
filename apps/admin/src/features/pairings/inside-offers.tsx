import { fieldManifests, longText, type ProgrammeManifest } from '@xieshou/sdk';
import { App, Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../api/client.js';
import { agreeInside, declineInside } from '../../api/generated/sdk.gen.js';
import type { DeclineInsideData, ListInsideResponse } from '../../api/generated/types.gen.js';
import { useWrite } from '../../api/write.js';
import { useText } from '../../app/i18n.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { pageText } from '../../components/form/page-text.js';
import { StatusTag } from '../../components/status-tag.js';
import { insideReads } from './inside-reads.js';

type Kind = ProgrammeManifest['inside'][number];
type Offer = ListInsideResponse['offers'][number];

const DeclineDrawer = ({ offer, open, onClose }: { offer: Offer; open: boolean; onClose: () => void }) => {
  const { t } = useTranslation('pairings');
  const { message } = App.useApp();
  const fields = useMemo(
    () =>
      fieldManifests({
        reason: longText({
          title: pageText(t('inside.declineReason')),
          help: pageText(t('inside.declineHelp')),
          maxLength: 200,
        }),
      }),
    [t],
  );
  const decline = useWrite({
    send: (body: DeclineInsideData['body'], headers) =>
      declineInside({ path: { id: offer.id }, body, headers: { ...headers, ...ifMatch(offer.version) } }),
    changes: insideReads,
    onDone: () => {
      void message.success(t('inside.declined'));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('inside.declineOf', { helper: offer.helper.name, helped: offer.helped.name })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{}}
      draft={`inside:decline:${offer.id}`}
      submit={t('inside.decline')}
      onSubmit={(data) => decline.mutateAsync(data as DeclineInsideData['body'])}
    />
  );
};

const Row = ({ kind, offer, onDecline }: { kind: Kind; offer: Offer; onDecline: (offer: Offer) => void }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const { message } = App.useApp();
  const agree = useWrite({
    send: (_: Offer, headers) =>
      agreeInside({ path: { id: offer.id }, headers: { ...headers, ...ifMatch(offer.version) } }),
    changes: insideReads,
    onDone: ({ state }) => void message.success(t(state === 'agreed' ? 'inside.agreedBoth' : 'inside.agreedOne')),
  });
  const names = { helper: offer.helper.name, helped: offer.helped.name };
  const known = kind.kind.choices.find(({ value }) => value === offer.kind);
  const missing = (['helper', 'helped'] as const).filter((side) => offer[side].agreedAt === null);
  return (
    <li>
      <span className="inside-kind muted">{known ? text(known.title) : offer.kind}</span>
      <span className="inside-names">
        {offer.helper.name} → {offer.helped.name}
        <small className="inside-wait muted">
          {offer.state === 'declined'
            ? t('inside.because', { reason: offer.reason })
            : t('inside.waitsFor', { who: missing.map((side) => text(kind[side])).join(t('app:form.listSeparator')) })}
        </small>
      </span>
      <StatusTag of="offer" state={offer.state === 'declined' ? 'declined' : 'waiting'} />
      <span className="inside-acts">
        {offer.mayAgree && (
          <Button
            size="small"
            type="primary"
            loading={agree.isPending}
            aria-label={t('inside.agreeTo', names)}
            onClick={() => agree.mutate(offer)}
          >
            {t('inside.agree')}
          </Button>
        )}
        {offer.mayDecline && (
          <Button size="small" aria-label={t('inside.declineOf', names)} onClick={() => onDecline(offer)}>
            {t('inside.decline')}
          </Button>
        )}
      </span>
    </li>
  );
};

/** People named for each other who are no pair yet: who must still agree, and what was declined. */
export const InsideOffers = ({ kind, offers }: { kind: Kind; offers: readonly Offer[] }) => {
  const declining = useDrawer<Offer>();
  if (offers.length === 0) return null;
  return (
    <>
      <ul className="inside-pairs inside-offers">
        {offers.map((offer) => (
          <Row key={offer.id} kind={kind} offer={offer} onDecline={declining.show} />
        ))}
      </ul>
      {declining.about && <DeclineDrawer offer={declining.about} open={declining.open} onClose={declining.hide} />}
    </>
  );
};
