import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listPairingsOptions, readProgrammeOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ReadProgrammeResponse } from '../../api/generated/types.gen.js';
import { countOf, useList } from '../../api/queries.js';
import { nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { DataView } from '../data-view/data-view.js';
import type { KeptList } from '../kept-list/use-kept-list.js';
import { StatusTag } from '../status-tag.js';
import { asManifest, pairsPeople } from '../programme/manifest.js';

/** Filters and page of a list of pairings, as they stand in the address; other keys may stand beside them. */
export interface PairingSearch {
  readonly page?: number | undefined;
  readonly size?: number | undefined;
  readonly q?: string | undefined;
  readonly state?: 'active' | 'ended' | undefined;
}

interface PairingTableProps<Search extends PairingSearch> {
  readonly programme: Pick<ReadProgrammeResponse, 'id' | 'manifest'>;
  readonly search: Search;
  readonly onSearch: (next: Search) => void;
  readonly tools?: ReactNode;
  /** Keeps columns and views where the list is a page of its own: what its route understands of an address. */
  readonly read?: KeptList['read'];
}

/** Pairings of one programme under the names that the programme gives its sides. */
export const PairingTable = <Search extends PairingSearch>(props: PairingTableProps<Search>) => {
  const { programme, search, onSearch, tools, read } = props;
  const { t } = useTranslation('app');
  const text = useText();
  const { page, size, q, state } = search;
  const list = useList(listPairingsOptions({ path: { id: programme.id }, query: { page, size, q, state } }));
  const manifest = programme.manifest && asManifest(programme.manifest);
  const sideTitle = (side: 'helper' | 'helped') =>
    manifest ? text(manifest.sides[side].title) : t(`pairing.side.${side}`);
  const roles = manifest?.roles.filter(({ how }) => how === 'appointed') ?? [];
  return (
    <DataView
      title={t('pairing.title')}
      list={list}
      search={search as Search & Readonly<Record<string, string | number | undefined>>}
      onSearch={onSearch}
      filters={[
        { kind: 'text', key: 'q', title: t(pairsPeople(manifest ?? undefined) ? 'pairing.qPeople' : 'pairing.q') },
        {
          kind: 'choice',
          key: 'state',
          title: t('pairing.state'),
          choices: (['active', 'ended'] as const).map((value) => ({ value, title: t(`state.pairing.${value}`) })),
        },
      ]}
      columns={[
        { key: 'helper', title: sideTitle('helper'), cell: (row) => row.helper.name, brief: true },
        { key: 'helped', title: sideTitle('helped'), cell: (row) => row.helped.name, brief: true },
        ...roles.map((role) => ({
          key: role.key,
          title: text(role.title),
          cell: (row: NonNullable<typeof list.data>['rows'][number]) => row.appointed[role.key]?.name ?? nothing,
        })),
        {
          key: 'state',
          title: t('pairing.state'),
          cell: (row) => <StatusTag of="pairing" state={row.state} />,
          width: 120,
          brief: true,
        },
        // Most lists have none, and no room for an empty column.
        ...(list.data?.rows.some(({ doubt }) => doubt !== null)
          ? [
              {
                key: 'doubt',
                title: t('pairing.doubt'),
                cell: (row: NonNullable<typeof list.data>['rows'][number]) => row.doubt,
                brief: true,
              },
            ]
          : []),
        { key: 'startsOn', title: t('pairing.startsOn'), cell: (row) => row.startsOn, width: 120, brief: true },
        { key: 'endsOn', title: t('pairing.endsOn'), cell: (row) => row.endsOn ?? nothing, width: 120 },
      ]}
      {...(read
        ? {
            kept: {
              list: `pairings/${programme.id}`,
              count: ({ programme: __, ...query }: Readonly<Record<string, unknown>>) =>
                countOf(listPairingsOptions({ path: { id: programme.id }, query })),
              read,
              workbook: {
                url: '/api/programmes/{id}/pairings',
                path: { id: programme.id },
                query: { q, state },
                fileName: `${t('pairing.title')}.xlsx`,
              },
            },
          }
        : {})}
      rowKey={(row) => row.id}
      rowLink={(row) => `/pairings/${row.id}`}
      empty={{ text: t(tools ? 'pairing.empty' : 'pairing.emptySchool') }}
      tools={tools}
    />
  );
};

/** The same where only the list entry of the programme is at hand: its description is fetched with it. */
export const PairingTableOf = <Search extends PairingSearch>({
  id,
  ...table
}: Omit<PairingTableProps<Search>, 'programme'> & { id: string }) => {
  const { data } = useQuery(readProgrammeOptions({ path: { id } }));
  return <PairingTable key={id} programme={data ?? { id, manifest: null }} {...table} />;
};
