import type { FieldManifest } from '@xieshou/sdk';
import { Button, Drawer } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/problem.js';
import { useText } from '../app/i18n.js';
import './difference-drawer.css';
import { useFieldText } from './form/field-text.js';
import type { Named } from './form/field-control.js';

type Data = Readonly<Record<string, unknown>>;

export interface Difference {
  readonly field: string;
  readonly yours: unknown;
  readonly theirs: unknown;
}

interface DifferenceDrawerProps {
  /** The 409 answer: `difference` by field, `current` as it stands now. */
  readonly problem: ApiProblem;
  readonly fields: readonly FieldManifest[];
  readonly people?: Readonly<Record<string, readonly Named[]>> | undefined;
  /** All that the user has entered. */
  readonly mine: Data;
  /** Called with the data as settled field by field, and the current state to send it against. */
  readonly onSettle: (settled: Data, current: unknown) => void;
  readonly onClose: () => void;
}

const isDifference = (value: unknown): value is Difference =>
  typeof value === 'object' && value !== null && typeof (value as Difference).field === 'string';

/** Somebody else was faster: theirs beside mine, field by field. Nothing is overwritten unseen. */
export const DifferenceDrawer = ({ problem, fields, people, mine, onSettle, onClose }: DifferenceDrawerProps) => {
  const { t } = useTranslation('app');
  const text = useText();
  const fieldText = useFieldText();
  const prefix = useId();
  const differences = problem.difference.filter(isDifference);
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());

  const pick = (field: string, isTheirs: boolean) =>
    setTheirs((before) => new Set(isTheirs ? [...before, field] : [...before].filter((f) => f !== field)));
  const settle = () => {
    const taken = differences.filter(({ field }) => theirs.has(field)).map((d) => [d.field, d.theirs]);
    onClose();
    onSettle({ ...mine, ...Object.fromEntries(taken) }, problem.current);
  };

  const option = (d: Difference, isTheirs: boolean) => {
    const field = fields.find(({ key }) => key === d.field);
    const value = isTheirs ? d.theirs : (mine[d.field] ?? d.yours);
    const shown = field ? fieldText(field, value, people?.[d.field]) : JSON.stringify(value);
    return (
      <label className="difference-option">
        <input
          type="radio"
          name={`${prefix}${d.field}`}
          checked={theirs.has(d.field) === isTheirs}
          onChange={() => pick(d.field, isTheirs)}
        />
        <span>
          <span className="difference-whose">{t(isTheirs ? 'difference.theirs' : 'difference.mine')}</span>
          {shown}
        </span>
      </label>
    );
  };

  return (
    <Drawer
      open
      title={t('difference.title')}
      size={560}
      onClose={onClose}
      footer={
        <div className="difference-actions">
          <Button onClick={onClose}>{t('difference.back')}</Button>
          <Button type="primary" onClick={settle}>
            {t('difference.save')}
          </Button>
        </div>
      }
    >
      <p className="muted">{t('difference.text')}</p>
      {differences.map((d) => {
        const field = fields.find(({ key }) => key === d.field);
        return (
          <fieldset key={d.field} className="difference">
            <legend>{field ? text(field.title) : d.field}</legend>
            {option(d, false)}
            {option(d, true)}
          </fieldset>
        );
      })}
    </Drawer>
  );
};
