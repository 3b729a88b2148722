import { day, fieldManifests, text, today } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listProposalsOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import { publishProposals } from '../../../api/generated/sdk.gen.js';
import type { PublishProposalsData } from '../../../api/generated/types.gen.js';
import { useList } from '../../../api/queries.js';
import { useWrite } from '../../../api/write.js';
import { formatNumber } from '../../../app/format.js';
import { DrawerForm } from '../../../components/drawer-form/drawer-form.js';
import { pageText } from '../../../components/form/page-text.js';
import { OrganisationSelect } from '../../../components/organisation/organisation-select.js';
import type { Programme } from '../programme-page.js';
import { proposalReads } from './proposal-drawers.js';

interface PublishDrawerProps {
  readonly programme: Programme;
  readonly period: string;
  readonly place: string | undefined;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What publishing would do, before it is done. */
const Will = ({ programme, period, place }: { programme: string; period: string; place: unknown }) => {
  const { t } = useTranslation('programmes');
  const { data } = useList(
    listProposalsOptions({
      path: { id: programme },
      query: { period, place: typeof place === 'string' ? place : undefined, size: 1 },
    }),
  );
  if (!data) return <p className="publish-will">{'\u00a0'}</p>;
  const { matched, published, unmatched } = data.counts;
  const n = matched - published;
  return (
    <p className="publish-will" role="status">
      <strong>
        {n > 0 ? t('proposals.publish.will', { count: n, n: formatNumber(n) }) : t('proposals.publish.nothing')}
      </strong>{' '}
      {unmatched > 0 && t('proposals.publish.left', { count: unmatched, n: formatNumber(unmatched) })}
    </p>
  );
};

/** Makes pairings of the proposals: from which day, of which class, how many. */
export const PublishDrawer = ({ programme, period, place, open, onClose }: PublishDrawerProps) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const { startsOn: from, endsOn: to } = programme;
  const fields = useMemo(
    () =>
      fieldManifests({
        startsOn: day({
          title: pageText(t('proposals.publish.startsOn')),
          help: pageText(t('proposals.publish.startsHelp', { from, to })),
        }),
        place: text({
          title: pageText(t('proposals.publish.place')),
          help: pageText(t('proposals.publish.placeHelp')),
          optional: true,
        }),
      }),
    [t, from, to],
  );
  const publish = useWrite({
    send: (body: PublishProposalsData['body'], headers) =>
      publishProposals({ path: { id: programme.id }, body, headers }),
    changes: [...proposalReads, 'listPairings', 'listProgrammes', 'readProgramme', 'readDuties', 'readWorkbench'],
    onDone: ({ made }) => {
      void message.success(t('proposals.publish.done', { count: made, n: formatNumber(made) }));
      onClose();
    },
  });
  const now = today(new Date());
  return (
    <DrawerForm
      title={t('proposals.publish.title')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ startsOn: now < from ? from : now > to ? to : now, ...(place ? { place } : {}) }}
      draft={`publish:${programme.id}:${period}`}
      submit={t('proposals.publish.submit')}
      controls={{
        place: ({ id, value, onChange, invalid, describedBy, disabled }) => (
          <OrganisationSelect
            id={id}
            value={typeof value === 'string' ? value : undefined}
            onChange={onChange}
            invalid={invalid}
            describedBy={describedBy}
            disabled={disabled}
            clearable
          />
        ),
      }}
      onSubmit={(data) => publish.mutateAsync({ ...data, period } as unknown as PublishProposalsData['body'])}
      below={(data) => <Will programme={programme.id} period={period} place={data['place']} />}
    >
      <p className="form-lead muted">{t('proposals.publish.lead')}</p>
    </DrawerForm>
  );
};
