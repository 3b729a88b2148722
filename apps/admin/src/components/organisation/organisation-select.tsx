import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listOrganisationsOptions, readOrganisationOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { useList } from '../../api/queries.js';
import { formatNumber } from '../../app/format.js';
import { useSettled } from '../use-settled.js';
import './organisation-select.css';

interface OrganisationSelectProps {
  readonly id: string;
  /** Only organisations of this kind are offered. */
  readonly kind?: 'college' | 'class' | undefined;
  /** Id of the chosen organisation. */
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly clearable?: boolean;
  readonly placeholder?: string;
  readonly disabled?: boolean | undefined;
  readonly invalid?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly className?: string;
}

/** So many are offered at once; typing narrows them. */
const offered = 20;

/** One organisation of those in my scope, searched by name or code on the server. */
export const OrganisationSelect = ({ id, kind, value, onChange, ...o }: OrganisationSelectProps) => {
  const { t } = useTranslation('app');
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const { data, isFetching } = useList(listOrganisationsOptions({ query: { size: offered, kind, q: q || undefined } }));
  const rows = data?.rows ?? [];
  const isListed = rows.some((row) => row.id === value);
  const { data: chosen } = useQuery({
    ...readOrganisationOptions({ path: { id: value ?? '' } }),
    enabled: value !== undefined && data !== undefined && !isListed,
    retry: false,
  });
  const all = chosen && chosen.id === value && !isListed && typed === '' ? [chosen, ...rows] : rows;

  return (
    <Select
      id={id}
      className={o.className ?? 'wide-control'}
      value={value ?? null}
      placeholder={o.placeholder ?? t('organisation.placeholder')}
      allowClear={o.clearable ?? false}
      disabled={o.disabled ?? false}
      status={o.invalid ? 'error' : ''}
      aria-invalid={o.invalid ?? false}
      aria-required={o.required ?? false}
      aria-describedby={o.describedBy}
      popupMatchSelectWidth={320}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      options={all.map((row) => ({ value: row.id, label: row.name, above: row.parent?.name }))}
      labelRender={({ label }) => label ?? chosen?.name ?? ''}
      optionRender={(option) => (
        <span className="organisation-option">
          <span>{option.label}</span>
          {option.data.above && <small>{option.data.above}</small>}
        </span>
      )}
      notFoundContent={<span className="muted">{t(isFetching ? 'organisation.searching' : 'organisation.none')}</span>}
      popupRender={(menu) => (
        <>
          {menu}
          {data && data.total > rows.length && (
            <p className="organisation-more">
              {t('organisation.more', { total: `${formatNumber(data.total)}${data.more ? '+' : ''}` })}
            </p>
          )}
        </>
      )}
      onChange={(next: string | null | undefined) => {
        setTyped('');
        onChange(next ?? undefined);
      }}
      onOpenChange={(open) => {
        if (!open) setTyped('');
      }}
    />
  );
};
