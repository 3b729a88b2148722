import { day, fieldManifests, type ProgrammeManifest, today } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listInsideProposalsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { arrangeProposals } from '../../api/generated/sdk.gen.js';
import type { ArrangeProposalsData, ListInsideProposalsResponse } from '../../api/generated/types.gen.js';
import { useList } from '../../api/queries.js';
import { useWrite } from '../../api/write.js';
import { formatNumber } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { DrawerForm } from '../../components/drawer-form/drawer-form.js';
import { ErrorPanel } from '../../components/error-panel.js';
import { pageText } from '../../components/form/page-text.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { insideReads } from './inside-reads.js';
import type { Pairing } from './pairing-page.js';

type Kind = ProgrammeManifest['inside'][number];

const Found = ({ kind, found }: { kind: Kind; found: ListInsideProposalsResponse }) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const kindText = (key: string | null) => {
    const known = kind.kind.choices.find(({ value }) => value === key);
    return known ? text(known.title) : t('inside.noKind', { kind: text(kind.kind.title) });
  };
  return (
    <>
      <h3>{t('inside.proposed', { count: found.pairs.length, n: formatNumber(found.pairs.length) })}</h3>
      <ul className="inside-found">
        {found.pairs.map((pair) => (
          <li key={pair.helped.id}>
            <span className="muted">{kindText(pair.kind)}</span>
            <span>
              {pair.helper.name} → {pair.helped.name}
            </span>
          </li>
        ))}
      </ul>
      {found.unmatched.length > 0 && (
        <>
          <h3>{t('inside.left', { count: found.unmatched.length, n: formatNumber(found.unmatched.length) })}</h3>
          <ul className="inside-found">
            {found.unmatched.map((one) => (
              <li key={`${one.side} ${one.person.id}`}>
                <span className="muted">{kindText(one.kind)}</span>
                <span>
                  {one.person.name}
                  <small className="inside-wait muted">{text(one.reason)}</small>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

/** Who might be paired, in all pairings that the caller arranges; all of them are named with one click. */
export const InsideProposals = (props: { pairing: Pairing; kind: Kind; open: boolean; onClose: () => void }) => {
  const { pairing, kind, open, onClose } = props;
  const { t } = useTranslation('pairings');
  const text = useText();
  const { message } = App.useApp();
  const { data, error, refetch } = useList(
    listInsideProposalsOptions({ path: { id: pairing.programme }, query: { inside: kind.key } }),
  );
  const fields = useMemo(() => fieldManifests({ startsOn: day({ title: pageText(t('startsOn')) }) }), [t]);
  const arrange = useWrite({
    send: (body: ArrangeProposalsData['body'], headers) =>
      arrangeProposals({ path: { id: pairing.programme }, body, headers }),
    changes: insideReads,
    onDone: ({ arranged }) => {
      void message.success(
        t(kind.agreedBy ? 'inside.namedAll' : 'inside.pairedAll', { count: arranged, n: formatNumber(arranged) }),
      );
      onClose();
    },
  });
  const now = today(new Date());
  const pairs = data?.pairs ?? [];
  return (
    <DrawerForm
      title={t('inside.propose', { kind: text(kind.kind.title) })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ startsOn: now < pairing.startsOn ? pairing.startsOn : now }}
      draft={`inside:propose:${pairing.programme}:${kind.key}`}
      submit={t('inside.nameAll', { count: pairs.length, n: formatNumber(pairs.length) })}
      onSubmit={({ startsOn }) =>
        arrange.mutateAsync({
          inside: kind.key,
          startsOn: String(startsOn),
          pairs: pairs.map((pair) => ({
            pairing: pair.pairing,
            kind: pair.kind,
            helper: pair.helper.id,
            helped: pair.helped.id,
          })),
        })
      }
      below={() =>
        data ? (
          <Found kind={kind} found={data} />
        ) : error ? (
          <ErrorPanel error={error} onRetry={() => void refetch()} />
        ) : (
          <PageSkeleton />
        )
      }
    >
      <p className="form-lead muted">{t('inside.proposeLead')}</p>
    </DrawerForm>
  );
};
