import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ifMatch } from '../../../api/client.js';
import { listEligibleOptions, listProposalsOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import { changeProposal, propose } from '../../../api/generated/sdk.gen.js';
import { asProblem } from '../../../api/problem.js';
import { changed, useList } from '../../../api/queries.js';
import { useWrite } from '../../../api/write.js';
import { useText } from '../../../app/i18n.js';
import { useMay } from '../../../app/session.js';
import { DataView } from '../../../components/data-view/data-view.js';
import { useDrawer } from '../../../components/drawer-form/use-drawer.js';
import { useProblemText } from '../../../components/error-panel.js';
import { JobProgress } from '../../../components/job-progress.js';
import { LinkButton } from '../../../components/link-button.js';
import { OrganisationFilter } from '../../../components/organisation/organisation-filter.js';
import { manifestOf } from '../../../components/programme/manifest.js';
import type { Programme } from '../programme-page.js';
import { CountChips } from '../registers/count-chips.js';
import { PeriodSelect } from '../registers/period-select.js';
import { programmeRoute, proposalStates } from '../routes.js';
import { useProposalColumns } from './proposal-columns.js';
import { AddProposalDrawer, ChangeProposalDrawer, type Proposal, proposalReads } from './proposal-drawers.js';
import './proposals.css';
import { PublishDrawer } from './publish-drawer.js';

/** What is pressed above the list: proposing, adding, publishing. */
const useActs = (programme: Programme, period: string) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [job, setJob] = useState<string>();
  const [isRunning, setIsRunning] = useState(false);
  const fail = (error: unknown) => {
    const problem = asProblem(error);
    void message.error(problem.errors[0]?.message ?? problemText(problem));
  };
  const compute = useWrite({
    send: (_: undefined, headers) => propose({ path: { id: programme.id }, body: { period }, headers }),
    onDone: (answer) => {
      setJob(answer.job);
      setIsRunning(true);
    },
    onProblem: fail,
  });
  const pin = useWrite({
    send: (proposal: Proposal, headers) =>
      changeProposal({
        path: { id: proposal.id },
        body: { pinned: !proposal.pinned },
        headers: { ...headers, ...ifMatch(proposal.version) },
      }),
    changes: proposalReads,
    onDone: ({ pinned }) => void message.success(t(pinned ? 'proposals.form.pinned' : 'proposals.form.unpinned')),
    onProblem: (problem) => {
      fail(problem);
      void changed(queryClient, proposalReads); // what stands there now tells more than a sentence
    },
  });
  /** A failed one stays on the screen with what was wrong. */
  const ended = async (state: string) => {
    await changed(queryClient, proposalReads);
    setIsRunning(false);
    if (state !== 'done') return;
    setJob(undefined);
    void message.success(t('proposals.computed'));
  };
  return { job, isRunning, ended, compute, pin };
};

/** 结对建议: who could help whom, why, and what the advisers make of it, until it is published. */
export const ProposalsTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const search = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const { sides, registers } = manifestOf(programme)!;
  const mayWrite = useMay('proposal.write') && programme.state === 'enabled' && !programme.missing;
  const known = useList(listEligibleOptions({ path: { id: programme.id }, query: { side: 'helped', size: 1 } }));
  const period = search.period ?? known.data?.period ?? programme.schoolYear;
  // Until it is known which period is meant, nothing is asked for and nothing computed.
  const isKnown = known.data !== undefined || search.period !== undefined;
  const { q, page, size, place, proposed } = search;
  const list = useList({
    ...listProposalsOptions({ path: { id: programme.id }, query: { period, q, page, size, place, state: proposed } }),
    enabled: isKnown,
  });
  const { job, isRunning, ended, compute, pin } = useActs(programme, period);
  const changing = useDrawer<Proposal>();
  const adding = useDrawer<true>();
  const publishing = useDrawer<true>();
  const put = (next: typeof search) => void navigate({ search: { ...next, tab: 'proposals' }, resetScroll: false });
  const columns = useProposalColumns({
    titles: { helper: text(sides.helper.title), helped: text(sides.helped.title) },
    mayWrite,
    isBusy: pin.isPending,
    onChange: changing.show,
    onPin: (proposal) => pin.mutate(proposal),
  });
  const counts = list.data?.counts;
  const all = counts && counts.matched + counts.unmatched;
  const isFiltered = Boolean(place ?? proposed);

  if (known.data?.period === null && registers.length > 0)
    return (
      <section className="notice-panel">
        <p className="notice-title">{t('proposals.noPeriod')}</p>
        <p className="notice-text">{t('proposals.noPeriodText')}</p>
        <p className="notice-actions">
          <LinkButton to={`/programmes/${programme.id}`} search={{ tab: 'registers' }}>
            {t('eligible.toRegisters')}
          </LinkButton>
        </p>
      </section>
    );
  return (
    <>
      <div className="panel register-bar">
        <PeriodSelect
          value={known.data ? period : null}
          periods={known.data?.periods ?? []}
          onChoose={(next) => put({ ...search, period: next, page: undefined })}
        />
        <CountChips
          label={t('proposals.counts')}
          chips={[
            { key: undefined, name: t('proposals.all'), n: all },
            ...proposalStates.map((key) => ({ key, name: t(`proposals.state.${key}`), n: counts?.[key] })),
          ]}
          chosen={proposed}
          onChoose={(next) => put({ ...search, proposed: next, page: undefined })}
        />
        {mayWrite && (
          <div className="register-acts">
            <Button icon={<PlusOutlined aria-hidden />} disabled={!isKnown} onClick={() => adding.show(true)}>
              {t('proposals.add')}
            </Button>
            <Button
              type={all ? 'default' : 'primary'}
              loading={compute.isPending}
              disabled={isRunning || !isKnown}
              onClick={() => compute.mutate(undefined)}
            >
              {t(all ? 'proposals.again' : 'proposals.compute')}
            </Button>
            {all ? (
              <Button type="primary" onClick={() => publishing.show(true)}>
                {t('proposals.publish.start')}
              </Button>
            ) : null}
          </div>
        )}
        <p className="register-purpose muted">{t('proposals.lead')}</p>
        {job && (
          <div className="proposals-job">
            <JobProgress key={job} id={job} title={t('proposals.computing')} onEnd={({ state }) => void ended(state)} />
          </div>
        )}
      </div>
      <DataView
        title={t('proposals.list')}
        list={list}
        search={search}
        onSearch={put}
        filters={[{ kind: 'text', key: 'q', title: t('registers.who'), placeholder: t('registers.whoHint') }]}
        tools={
          <OrganisationFilter
            title={t('registers.place')}
            value={place}
            onChange={(next) => put({ ...search, place: next, page: undefined })}
          />
        }
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ text: t(isFiltered ? 'proposals.emptyHere' : mayWrite ? 'proposals.empty' : 'proposals.emptyRead') }}
      />
      {changing.about && (
        <ChangeProposalDrawer
          key={`${changing.about.id}:${changing.about.version}`}
          programme={programme}
          period={period}
          proposal={changing.about}
          open={changing.open}
          onClose={changing.hide}
        />
      )}
      {adding.about && (
        <AddProposalDrawer programme={programme} period={period} open={adding.open} onClose={adding.hide} />
      )}
      {publishing.about && (
        <PublishDrawer
          programme={programme}
          period={period}
          place={place}
          open={publishing.open}
          onClose={publishing.hide}
        />
      )}
    </>
  );
};
