import { useQuery } from '@tanstack/react-query';
import { fieldManifests, longText, text as wordField } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../../api/client.js';
import { listProposalsOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import { addProposal, changeProposal } from '../../../api/generated/sdk.gen.js';
import type { AddProposalData, ChangeProposalData, ListProposalsResponse } from '../../../api/generated/types.gen.js';
import { fresh, type QueryName } from '../../../api/queries.js';
import { useWrite } from '../../../api/write.js';
import { useText } from '../../../app/i18n.js';
import { largestPage } from '../../../components/data-view/all-rows.js';
import { DrawerForm } from '../../../components/drawer-form/drawer-form.js';
import { pageText } from '../../../components/form/page-text.js';
import { manifestOf } from '../../../components/programme/manifest.js';
import type { Programme } from '../programme-page.js';
import { Reasons } from '../registers/reasons.js';
import { PersonChoice } from './person-choice.js';

export type Proposal = ListProposalsResponse['rows'][number];
export const proposalReads: readonly QueryName[] = ['listProposals'];

interface DrawerProps {
  readonly programme: Programme;
  readonly period: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** How many each helper has in the period, in a class or in all that can be seen at once. */
const usePlaced = (programme: string, period: string, place: string | undefined): ReadonlyMap<string, number> => {
  const { data } = useQuery({
    ...listProposalsOptions({
      path: { id: programme },
      query: { period, place, state: 'matched', size: largestPage },
    }),
    staleTime: fresh.list,
  });
  const placed = new Map<string, number>();
  for (const { helper } of data?.rows ?? []) if (helper) placed.set(helper.id, (placed.get(helper.id) ?? 0) + 1);
  return placed;
};

const useFields = (programme: Programme, isNew: boolean) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { sides } = manifestOf(programme)!;
  const titles = { helper: text(sides.helper.title), helped: text(sides.helped.title) };
  return useMemo(
    () =>
      fieldManifests({
        ...(isNew ? { helped: wordField({ title: pageText(titles.helped) }) } : {}),
        helper: wordField({
          title: pageText(titles.helper),
          help: pageText(t('proposals.form.fullHint')),
          optional: true,
        }),
        note: longText({
          title: pageText(t('proposals.form.note')),
          help: pageText(t(isNew ? 'proposals.form.specialHelp' : 'proposals.form.noteHelp')),
          maxLength: 200,
          optional: !isNew,
        }),
      }),
    [t, isNew, titles.helper, titles.helped],
  );
};

type Change = { readonly body: ChangeProposalData['body']; readonly version: number };

/** Another helper for somebody, or none; what is chosen is pinned. */
export const ChangeProposalDrawer = ({
  programme,
  period,
  proposal,
  open,
  onClose,
}: DrawerProps & { proposal: Proposal }) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const fields = useFields(programme, false);
  const { match } = manifestOf(programme)!;
  const place = match?.within === 'place' ? proposal.helped.place.id : undefined;
  const placed = usePlaced(programme.id, period, place);
  const save = useWrite({
    send: ({ body, version }: Change, headers) =>
      changeProposal({ path: { id: proposal.id }, body, headers: { ...headers, ...ifMatch(version) } }),
    changes: proposalReads,
    onDone: () => {
      void message.success(t('proposals.form.saved'));
      onClose();
    },
  });
  const submit = (data: Record<string, unknown>, current?: unknown) => {
    const version = (current as Proposal | undefined)?.version ?? proposal.version;
    const helper = (data['helper'] as string | undefined) ?? null;
    return save.mutateAsync({
      // Whoever stands there still is not chosen anew: nothing is judged twice.
      body: {
        ...(helper === (proposal.helper?.id ?? null) ? {} : { helper }),
        note: (data['note'] as string | undefined) ?? null,
        pinned: true,
      },
      version,
    });
  };
  return (
    <DrawerForm
      title={t('proposals.form.changeTitle', { name: proposal.helped.name })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ helper: proposal.helper?.id, note: proposal.note ?? undefined }}
      draft={`proposal:${proposal.id}:${proposal.version}`}
      submit={t('proposals.form.save')}
      controls={{
        helper: (props) => (
          <PersonChoice
            {...props}
            programme={programme.id}
            period={period}
            side="helper"
            place={place}
            but={proposal.helped.id}
            known={proposal.helper ?? undefined}
            placed={placed}
          />
        ),
      }}
      onSubmit={submit}
    >
      <div className="form-lead">
        <Reasons findings={proposal.findings.helped} />
      </div>
    </DrawerForm>
  );
};

/** Somebody whom the rules did not name, with the reason. */
export const AddProposalDrawer = ({ programme, period, open, onClose }: DrawerProps) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const fields = useFields(programme, true);
  const placed = usePlaced(programme.id, period, undefined);
  const add = useWrite({
    send: (body: AddProposalData['body'], headers) => addProposal({ path: { id: programme.id }, body, headers }),
    changes: proposalReads,
    onDone: () => {
      void message.success(t('proposals.form.added'));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('proposals.form.addTitle')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{}}
      draft={`proposal:new:${programme.id}:${period}`}
      submit={t('proposals.form.addSubmit')}
      controls={{
        helped: (props) => (
          <PersonChoice {...props} programme={programme.id} period={period} side="helped" place={undefined} />
        ),
        helper: (props, { data }) => (
          <PersonChoice
            {...props}
            programme={programme.id}
            period={period}
            side="helper"
            place={undefined}
            but={data['helped'] as string | undefined}
            placed={placed}
          />
        ),
      }}
      onSubmit={(data) => add.mutateAsync({ ...data, period } as unknown as AddProposalData['body'])}
    >
      <p className="form-lead muted">{t('proposals.form.addLead')}</p>
    </DrawerForm>
  );
};
