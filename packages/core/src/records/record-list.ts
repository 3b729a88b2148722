import { type Language, type Text, t } from '@xieshou/sdk';
import type * as z from 'zod';
import type { ListColumn } from '../files/list-workbook.js';
import { partyName } from '../pairings/party-changes.js';
import type { Running } from '../programmes/programmes.js';
import { briefOf, formFields } from './presenting.js';
import type { RecordDto, recordStates } from './records.api.js';

type Dto = z.output<typeof RecordDto>;

const stateWords: Readonly<Record<(typeof recordStates)[number], Text>> = {
  draft: t('草稿', 'draft'),
  submitted: t('待确认', 'waiting'),
  confirmed: t('已确认', 'confirmed'),
  returned: t('已退回', 'returned'),
  sealed: t('已封存', 'sealed'),
  void: t('已作废', 'void'),
};

/** The columns of a programme's list of records, under the keys that the screen has for them. */
export const recordListColumns = ({ definition, settings }: Running): readonly ListColumn<Dto>[] => {
  const fields = new Map(
    Object.keys(definition?.forms ?? {}).map((form) => [form, formFields(definition!, form, settings)]),
  );
  const names = (r: Dto, side: 'helper' | 'helped', language: Language) =>
    [...new Set(r.subjects.map((s) => partyName(s[side])[language]))].join('、');
  return [
    {
      key: 'brief',
      title: t('内容', 'What'),
      cell: (r, language) =>
        definition
          ? briefOf({
              definition,
              form: r.form,
              fields: fields.get(r.form) ?? [],
              data: r.data,
              names: new Map(Object.entries(r.people)),
            })[language]
          : null,
    },
    {
      key: 'form',
      title: t('类型', 'Kind'),
      cell: (r, language) => definition?.forms[r.form]?.title[language] ?? r.form,
    },
    { key: 'on', title: t('日期', 'Day'), kind: 'day', cell: (r) => r.on },
    {
      key: 'helper',
      title: definition?.sides.helper.title ?? t('帮扶方', 'Helper'),
      cell: (r, language) => names(r, 'helper', language),
    },
    {
      key: 'helped',
      title: definition?.sides.helped.title ?? t('被帮扶方', 'Helped'),
      cell: (r, language) => names(r, 'helped', language),
    },
    { key: 'writtenBy', title: t('填写人', 'Written by'), cell: (r) => r.writtenBy },
    { key: 'state', title: t('状态', 'State'), cell: (r, language) => stateWords[r.state][language] },
  ];
};
