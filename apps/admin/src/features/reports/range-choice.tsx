import { Button } from 'antd';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay } from '@xieshou/sdk';
import { DateField } from '../../components/date/date-field.js';
import { Choices } from '../../components/choices.js';
import type { PeriodQuestion } from '../../components/programme/period-question.js';
import { type Range, type RangeKind, rangeKindOf, rangeKinds, rangeOf } from './ranges.js';

interface RangeChoiceProps {
  readonly question: PeriodQuestion;
  readonly range: Range;
  readonly onChoose: (range: Range) => void;
}

/** This month, this term, this school year, or days of one's own. */
export const RangeChoice = ({ question, range, onChoose }: RangeChoiceProps) => {
  const { t } = useTranslation('reports');
  const given = rangeKindOf(question, range);
  const [isOwn, setIsOwn] = useState(given === 'own');
  useEffect(() => setIsOwn(given === 'own'), [given, range.from, range.to]);
  return (
    <div className="range-choice">
      <Choices<RangeKind>
        label={t('range.title')}
        value={isOwn ? 'own' : given}
        options={rangeKinds.map((value) => ({ value, title: t(`range.${value}`) }))}
        onChoose={(kind) => {
          setIsOwn(kind === 'own');
          if (kind !== 'own') onChoose(rangeOf(question, kind));
        }}
      />
      {isOwn ? (
        <OwnDays range={range} onChoose={onChoose} />
      ) : (
        <span className="muted">{t('range.fromTo', { ...range })}</span>
      )}
    </div>
  );
};

const OwnDays = ({ range, onChoose }: Pick<RangeChoiceProps, 'range' | 'onChoose'>) => {
  const { t } = useTranslation('reports');
  const id = useId();
  const [from, setFrom] = useState<string | undefined>(range.from);
  const [to, setTo] = useState<string | undefined>(range.to);
  const [problem, setProblem] = useState<string>();

  const show = (event: FormEvent) => {
    event.preventDefault();
    if (!from || !to || !isDay(from) || !isDay(to)) return setProblem(t('range.noDay'));
    if (from > to) return setProblem(t('range.turned'));
    setProblem(undefined);
    onChoose({ from, to });
  };
  const invalid = problem ? { 'aria-invalid': true, 'aria-describedby': `${id}problem` } : {};
  return (
    <form className="own-days" onSubmit={show}>
      <label htmlFor={`${id}from`}>{t('range.from')}</label>
      <DateField id={`${id}from`} value={from} onChange={setFrom} {...invalid} />
      <label htmlFor={`${id}to`}>{t('range.to')}</label>
      <DateField id={`${id}to`} value={to} onChange={setTo} {...invalid} />
      <Button htmlType="submit">{t('range.show')}</Button>
      {problem && (
        <span id={`${id}problem`} role="alert" className="range-problem">
          {problem}
        </span>
      )}
    </form>
  );
};
