import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listPeopleOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { useSettled } from '../../components/use-settled.js';
import type { User } from './user-fields.js';

interface PersonSelectProps {
  readonly id: string;
  /** Whose people are offered; without it there is nobody to choose. */
  readonly organisation: string | undefined;
  readonly value: User['person'];
  readonly onChange: (person: User['person']) => void;
  readonly loading?: boolean;
  readonly disabled?: boolean | undefined;
  readonly invalid?: boolean | undefined;
  readonly describedBy?: string | undefined;
}

/** One person of an organisation, searched by name or number on the server. */
export const PersonSelect = ({ id, organisation, value, onChange, ...o }: PersonSelectProps) => {
  const { t } = useTranslation('users');
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const { data } = useQuery({
    ...listPeopleOptions({
      query: { organisation: organisation ?? '', size: 20, ...(q ? { q: q.slice(0, 50) } : {}) },
    }),
    enabled: organisation !== undefined,
  });
  const options = (data?.rows ?? []).map((p) => ({
    value: p.id,
    label: p.code ? `${p.name} · ${p.code}` : p.name,
    person: { id: p.id, name: p.name },
  }));
  const all =
    value && !options.some((option) => option.value === value.id)
      ? [{ value: value.id, label: value.name, person: value }, ...options]
      : options;
  return (
    <Select
      id={id}
      className="wide-control"
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t(organisation ? 'drawer.personNone' : 'form.personAfterOrganisation')}
      value={value?.id ?? null}
      options={all}
      loading={o.loading ?? false}
      disabled={(o.disabled ?? false) || organisation === undefined}
      status={o.invalid ? 'error' : ''}
      aria-invalid={o.invalid ?? false}
      aria-describedby={o.describedBy}
      onChange={(next: string | null | undefined) => {
        setTyped('');
        onChange(all.find((option) => option.value === next)?.person ?? null);
      }}
    />
  );
};
