import { CalendarOutlined } from '@ant-design/icons';
import { isDay, today as dayOf } from '@xieshou/sdk';
import { Input } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDay, stepDay } from './day-text.js';
import { MonthPanel } from './month-panel.js';

export interface DateFieldProps {
  readonly id?: string;
  /** A day, or what was typed and could not be read: the form's check then says so. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly onBlur?: () => void;
  readonly onEnter?: () => void;
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean;
  readonly 'aria-required'?: boolean;
}

/** A day, typed first in whatever way is quickest; arrow keys step a day, page keys a month; a month to point at. */
export const DateField = ({ value, onChange, onBlur, onEnter, ...input }: DateFieldProps) => {
  const { t } = useTranslation('app');
  const [text, setText] = useState(value ?? '');
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const today = dayOf(new Date());
  const words = { today: t('day.today'), yesterday: t('day.yesterday'), tomorrow: t('day.tomorrow') };

  useEffect(() => setText(value ?? ''), [value]);
  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  const take = (day: string | undefined) => {
    setText(day ?? '');
    onChange(day);
  };
  const read = () => {
    const typed = text.trim();
    take(typed === '' ? undefined : (parseDay(typed, { today, words }) ?? typed));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
      return;
    }
    if (event.key === 'Enter') {
      read();
      onEnter?.();
      return;
    }
    const from = parseDay(text, { today, words });
    const next = from ? stepDay(from, event.key) : stepDay(today, event.key) && today;
    if (!next) return;
    event.preventDefault();
    take(next);
  };

  return (
    <span className="date-field" ref={box}>
      <Input
        {...input}
        value={text}
        autoComplete="off"
        placeholder="YYYY-MM-DD"
        status={input['aria-invalid'] ? 'error' : ''}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        onBlur={() => {
          read();
          onBlur?.();
        }}
        suffix={
          <button
            type="button"
            tabIndex={-1}
            className="date-field-open"
            aria-hidden="true"
            disabled={input.disabled}
            onClick={() => setOpen(!open)}
          >
            <CalendarOutlined />
          </button>
        }
      />
      {open && (
        <MonthPanel
          value={value && isDay(value) ? value : undefined}
          today={today}
          onChoose={(day) => {
            take(day);
            setOpen(false);
          }}
        />
      )}
    </span>
  );
};
