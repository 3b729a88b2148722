import { t } from '@xieshou/sdk';
import type { ListColumn } from '../files/list-workbook.js';
import type { RectificationRow } from './rectification-rows.js';

export const stateText = {
  open: t('待整改', 'to be answered'),
  answering: t('整改中', 'being put right'),
  waiting: t('待复查', 'waits for inspection'),
  closed: t('销号', 'closed'),
};

/** The columns of the board, under the keys that the screen has for them. */
export const rectificationListColumns: readonly ListColumn<{
  readonly row: RectificationRow;
  readonly overdue: boolean;
}>[] = [
  { key: 'content', title: t('问题内容', 'Problem'), cell: ({ row }) => row.content },
  {
    key: 'organisation',
    title: t('整改单位', 'Organisation'),
    cell: ({ row }) => (row.organisation_id === row.helped_organisation_id ? row.helper_name : row.helped_name),
  },
  { key: 'dueOn', title: t('整改期限', 'Until'), kind: 'day', cell: ({ row }) => row.due_on },
  {
    key: 'state',
    title: t('状态', 'State'),
    cell: ({ row, overdue }, language) =>
      `${stateText[row.state][language]}${overdue ? { zh: '（超期）', en: ' (overdue)' }[language] : ''}`,
  },
  { key: 'responsible', title: t('责任人', 'Responsible'), cell: ({ row }) => row.responsible },
  { key: 'inspection', title: t('复查结果', 'Result'), cell: ({ row }) => row.inspection },
];
