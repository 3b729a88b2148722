import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listRecordsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListRecordsResponse } from '../../api/generated/types.gen.js';
import { countOf, useList } from '../../api/queries.js';
import { nothing } from '../../app/format.js';
import { useLanguage, useText } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import type { Column, Filter } from '../../components/data-view/column.js';
import { DataView } from '../../components/data-view/data-view.js';
import { useFieldText } from '../../components/form/field-text.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusTag } from '../../components/status-tag.js';
import { usePhone } from '../../components/use-media.js';
import { NoProgramme } from '../../components/programme/no-programme.js';
import { usePairingChoices } from '../../components/pairing/pairing-choices.js';
import { useProgrammeChoice } from '../../components/programme/chosen-programme.js';
import { formOf, useProgramme } from '../../components/programme/programme.js';
import { ProgrammeSwitch } from '../../components/programme/programme-switch.js';
import { briefFields, isEmpty, peopleOf } from '../../components/record/record-text.js';
import { CopyMenu } from './copy-menu.js';
import { CorrectionCount } from './correction-count.js';
import { indexedChoices } from './indexed-choices.js';
import './records.css';
import { useSubjectNames } from './subject-name.js';
import { recordsRoute, recordStates, recordsSearch } from './routes.js';

type Row = ListRecordsResponse['rows'][number];
type Search = ReturnType<typeof recordsRoute.useSearch>;

const useFilters = (programme: string, search: Search): readonly Filter[] => {
  const { t } = useTranslation('records');
  const text = useText();
  const { manifest } = useProgramme(programme);
  const mayWrite = useMay('record.write');
  const pairs = usePairingChoices(programme);
  const indexed = indexedChoices(search.form ? formOf(manifest, search.form) : undefined);
  const choice = (key: string, choices: readonly { value: string; title: string }[]): readonly Filter[] =>
    choices.length > 0 ? [{ kind: 'choice', key, title: t(`list.${key}`), choices }] : [];
  const states: Filter = {
    kind: 'choice',
    key: 'state',
    title: t('list.state'),
    choices: recordStates
      .filter((state) => state !== 'draft' || mayWrite)
      .map((state) => ({ value: state, title: t(`app:state.record.${state}`) })),
  };
  // Three filters are seen at once, the others unfold: a school with one partner narrows by form and days first.
  return [
    ...choice(
      'form',
      manifest?.forms.filter((form) => form.inUse).map(({ key, title }) => ({ value: key, title: text(title) })) ?? [],
    ),
    ...(pairs.pairings.length > 0
      ? [states, ...choice('organisation', pairs.organisations), ...choice('pairing', pairs.pairings)]
      : []),
    ...choice(
      'where',
      indexed.flatMap(({ key, title, choices = [] }) =>
        choices.map((c) => ({ value: `${key}:${c.value}`, title: `${text(title)} · ${text(c.title)}` })),
      ),
    ),
    { kind: 'day', key: 'from', title: t('list.from') },
    { kind: 'day', key: 'to', title: t('list.to') },
    ...(pairs.pairings.length > 0 ? [] : [states]),
  ];
};

const useColumns = (programme: string): readonly Column<Row>[] => {
  const { t } = useTranslation('records');
  const text = useText();
  const fieldText = useFieldText();
  const { manifest } = useProgramme(programme);
  const isPhone = usePhone();
  const mayWrite = useMay('record.write');
  const language = useLanguage();
  const subjectNames = useSubjectNames();
  const names = (row: Row, side: 'helper' | 'helped') =>
    [...new Set(row.subjects.map((subject) => subjectNames.party(subject[side])))].join(t('app:form.listSeparator')) ||
    nothing;
  const brief = (row: Row): ReactNode => {
    const form = formOf(manifest, row.form);
    const parts = (form ? briefFields(form) : [])
      .filter(({ key }) => !isEmpty(row.data[key]))
      .map((field) => fieldText(field, row.data[field.key], peopleOf(row)));
    const [first, ...rest] = parts;
    return (
      <span className="record-brief">
        <strong>{first ?? t('list.untitled')}</strong>
        {rest.length > 0 && <span className="muted">{rest.join(' · ')}</span>}
      </span>
    );
  };
  return [
    { key: 'brief', title: t('list.brief'), cell: brief, brief: true, width: '28%' },
    {
      key: 'form',
      title: t('list.form'),
      cell: (row) => {
        const form = formOf(manifest, row.form);
        return form ? text(form.title) : row.form;
      },
      width: language === 'zh' ? 104 : 172, // a form's title stays on one line
      brief: true,
    },
    { key: 'on', title: t('list.on'), cell: (row) => row.on, sort: 'on', width: 116, brief: true },
    ...(isPhone
      ? [
          {
            key: 'pairing',
            title: t('list.pairing'),
            cell: (row: Row) => `${names(row, 'helper')} → ${names(row, 'helped')}`,
            brief: true,
          },
        ]
      : [
          {
            key: 'helper',
            title: manifest ? text(manifest.sides.helper.title) : t('list.helper'),
            cell: (row: Row) => names(row, 'helper'),
          },
          {
            key: 'helped',
            title: manifest ? text(manifest.sides.helped.title) : t('list.helped'),
            cell: (row: Row) => names(row, 'helped'),
          },
        ]),
    { key: 'writtenBy', title: t('list.writtenBy'), cell: (row) => row.writtenBy, width: 92 },
    {
      key: 'state',
      title: t('list.state'),
      cell: (row) => (
        <span className="record-marks">
          <StatusTag of="record" state={row.state} />
          <CorrectionCount count={row.correction} />
        </span>
      ),
      width: 112,
      brief: true,
    },
    ...(mayWrite
      ? [
          {
            key: 'acts',
            title: t('copy.menu'),
            cell: (row: Row) => <CopyMenu row={row} />,
            width: 64,
            acts: true,
            brief: true,
          },
        ]
      : []),
  ];
};

const List = ({ programme }: { programme: string }) => {
  const { t } = useTranslation('records');
  const search = recordsRoute.useSearch();
  const navigate = recordsRoute.useNavigate();
  const mayWrite = useMay('record.write');
  const { programme: _, ...query } = search;
  const filters = useFilters(programme, search);
  return (
    <DataView
      title={t('list.title')}
      list={useList(listRecordsOptions({ path: { id: programme }, query }))}
      search={search}
      onSearch={(next) => {
        // A field of one form says nothing about another's records.
        const { where, ...rest } = next as Search;
        void navigate({ search: { ...rest, ...(next.form === search.form && where ? { where } : {}) } });
      }}
      filters={filters}
      columns={useColumns(programme)}
      kept={{
        list: `records/${programme}`,
        count: ({ programme: __, ...asked }) => countOf(listRecordsOptions({ path: { id: programme }, query: asked })),
        read: (asked) => recordsSearch.parse(asked),
        workbook: {
          url: '/api/programmes/{id}/records',
          path: { id: programme },
          query,
          fileName: `${t('list.title')}.xlsx`,
        },
      }}
      rowKey={(row) => row.id}
      rowLink={(row) =>
        row.state === 'draft'
          ? `/records/new?programme=${programme}&form=${row.form}&draft=${row.id}`
          : `/records/${row.id}`
      }
      empty={{
        text: t(mayWrite ? 'list.empty' : 'list.emptyOthers'),
        action: mayWrite && (
          <Link to="/records/new" search={{ programme }}>
            {t('new.title')}
          </Link>
        ),
      }}
    />
  );
};

/** 记录: all that was written down in a programme, within the caller's sight. */
export const RecordList = () => {
  const { t } = useTranslation('records');
  const search = recordsRoute.useSearch();
  const navigate = recordsRoute.useNavigate();
  const mayWrite = useMay('record.write');
  const { programmes, chosen } = useProgrammeChoice(search.programme);
  if (!chosen) return <NoProgramme title={t('list.title')} />;
  return (
    <>
      <PageHeader
        title={t('list.title')}
        marks={
          <ProgrammeSwitch
            programmes={programmes}
            value={chosen}
            onChange={(programme) =>
              void navigate({ search: { programme, state: search.state, from: search.from, to: search.to } })
            }
          />
        }
        actions={
          mayWrite && (
            <Button type="primary" onClick={() => void navigate({ to: '/records/new', search: { programme: chosen } })}>
              {t('new.title')}
            </Button>
          )
        }
      />
      <List key={chosen} programme={chosen} />
    </>
  );
};
