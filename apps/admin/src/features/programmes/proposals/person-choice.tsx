import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listEligibleOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import type { ListEligibleResponse } from '../../../api/generated/types.gen.js';
import { useList } from '../../../api/queries.js';
import { formatNumber } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import type { FieldControlProps } from '../../../components/form/field-control.js';
import { useSettled } from '../../../components/use-settled.js';

type Row = ListEligibleResponse['rows'][number];

interface PersonChoiceProps extends FieldControlProps {
  readonly programme: string;
  readonly period: string;
  readonly side: 'helper' | 'helped';
  /** Only people of this class or unit, where pairs are made inside one. */
  readonly place: string | undefined;
  /** Whoever it is for does not stand on both sides. */
  readonly but?: string | undefined;
  /** Whoever is chosen already, who may not be among those found. */
  readonly known?: { readonly id: string; readonly name: string } | undefined;
  /** How many are proposed for or paired with somebody already. */
  readonly placed?: ReadonlyMap<string, number>;
}

/** So many are listed at once; typing narrows them. */
const offered = 100;
const order = { eligible: 0, withReason: 1, not: 2 } as const;

/** Somebody for a side, those who qualify first, each with what was found. */
export const PersonChoice = ({ programme, period, side, place, but, known, placed, ...control }: PersonChoiceProps) => {
  const { t } = useTranslation(['programmes', 'app']);
  const text = useText();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const { data, isFetching } = useList(
    listEligibleOptions({ path: { id: programme }, query: { side, period, place, q: q || undefined, size: offered } }),
  );
  const rows = (data?.rows ?? [])
    .filter(({ person }) => person.id !== but)
    .sort((a, b) => order[a.outcome] - order[b.outcome]);
  const says = ({ person, outcome, findings }: Row): string => {
    const against = findings.filter((finding) => finding.outcome !== 'pass');
    const n = placed?.get(person.id) ?? 0;
    return [
      t(`app:state.eligible.${outcome}`),
      ...(against.length > 0 ? against : findings).map((finding) => text(finding.text)),
      ...(n > 0 ? [t('proposals.form.placed', { count: n, n: formatNumber(n) })] : []),
    ].join(t('app:form.listSeparator'));
  };
  const found = rows.map((row) => ({
    value: row.person.id,
    label: row.person.name,
    under: `${row.place.name}${row.person.code ? ` ${row.person.code}` : ''}`,
    says: says(row),
    disabled: row.outcome === 'not',
  }));
  const isListed = found.some(({ value }) => value === known?.id);
  const options =
    known && !isListed && typed === ''
      ? [{ value: known.id, label: known.name, under: '', says: '', disabled: false }, ...found]
      : found;
  return (
    <Select
      id={control.id}
      className="wide-control"
      value={typeof control.value === 'string' ? control.value : null}
      placeholder={t(side === 'helper' ? 'proposals.form.nobody' : 'proposals.form.choose')}
      allowClear
      disabled={control.disabled ?? false}
      status={control.invalid ? 'error' : ''}
      aria-invalid={control.invalid ?? false}
      aria-describedby={control.describedBy}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      options={options}
      optionRender={({ data: one }) => (
        <span className="person-option">
          <span>
            {one.label} <small>{one.under}</small>
          </span>
          <small>{one.says}</small>
        </span>
      )}
      notFoundContent={
        <span className="muted">{t(isFetching ? 'proposals.form.searching' : 'proposals.form.notFound')}</span>
      }
      popupRender={(menu) => (
        <>
          {menu}
          {data && data.total > data.rows.length && <p className="person-more muted">{t('proposals.form.more')}</p>}
        </>
      )}
      onChange={(next: string | null | undefined) => {
        setTyped('');
        control.onChange(next ?? undefined);
      }}
      onOpenChange={(open) => {
        if (!open) setTyped('');
      }}
    />
  );
};
