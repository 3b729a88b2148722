import { Button, Input, Select } from 'antd';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '../date/date-field.js';
import { usePhone } from '../use-media.js';
import type { Filter, ListSearch } from './column.js';

interface FilterBarProps {
  readonly filters: readonly Filter[];
  readonly search: ListSearch;
  readonly onFilter: (changes: Readonly<Record<string, string | undefined>>) => void;
}

type Entered = Readonly<Record<string, string | undefined>>;

/** More than so many filters hide behind 展开: on a phone, the list matters more than its filters. */
const visibleFilters = { phone: 1, desk: 3 };

const given = (filters: readonly Filter[], search: ListSearch): Entered =>
  Object.fromEntries(filters.map(({ key }) => [key, search[key] === undefined ? undefined : String(search[key])]));

/** Wider than the control: the longest kind of notification or form is read to its end. */
const roomForChoices = { popup: { root: { minWidth: 280 } } };

/** What the list is narrowed by: written into the address by 查询, a chosen value at once. */
export const FilterBar = ({ filters, search, onFilter }: FilterBarProps) => {
  const { t } = useTranslation('app');
  const prefix = useId();
  const applied = JSON.stringify(given(filters, search));
  const [entered, setEntered] = useState<Entered>(given(filters, search));
  const visible = visibleFilters[usePhone() ? 'phone' : 'desk'];
  const hidden = filters.slice(visible);
  const [open, setOpen] = useState(hidden.some(({ key }) => search[key] !== undefined));

  useEffect(() => setEntered(JSON.parse(applied) as Entered), [applied]);

  const set = (key: string, value: string | undefined) => setEntered((before) => ({ ...before, [key]: value }));
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onFilter(entered);
  };

  const control = (filter: Filter) => {
    const id = `${prefix}${filter.key}`;
    const value = entered[filter.key];
    if (filter.kind === 'choice')
      return (
        <Select
          id={id}
          className="filter-control"
          allowClear
          styles={roomForChoices}
          placeholder={filter.unset ?? t('list.any')}
          value={value ?? null}
          options={filter.choices.map((c) => ({ value: c.value, label: c.title }))}
          onChange={(next: string | null | undefined) => onFilter({ ...entered, [filter.key]: next ?? undefined })}
        />
      );
    if (filter.kind === 'day')
      return (
        <div className="filter-control day">
          <DateField id={id} value={value} onChange={(next) => set(filter.key, next)} />
        </div>
      );
    return (
      <Input
        id={id}
        className="filter-control"
        allowClear
        maxLength={50}
        value={value ?? ''}
        {...(filter.placeholder ? { placeholder: filter.placeholder } : {})}
        onChange={(event) => set(filter.key, event.target.value || undefined)}
      />
    );
  };

  return (
    <form className="filter-bar screen-only" role="search" onSubmit={apply}>
      {filters.slice(0, open ? undefined : visible).map((filter) => (
        <div key={filter.key} className="filter">
          <label htmlFor={`${prefix}${filter.key}`}>{filter.title}</label>
          {control(filter)}
        </div>
      ))}
      <div className="filter-actions">
        <Button htmlType="submit">{t('list.search')}</Button>
        <Button type="text" onClick={() => onFilter(Object.fromEntries(filters.map(({ key }) => [key, undefined])))}>
          {t('list.reset')}
        </Button>
        {hidden.length > 0 && (
          <Button type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('list.fold') : t('list.unfold', { count: hidden.length })}
          </Button>
        )}
      </div>
    </form>
  );
};
