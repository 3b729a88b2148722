import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import type { Period } from '@xieshou/sdk';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useText } from '../../app/i18n.js';
import { Choices } from '../../components/choices.js';
import type { PeriodQuestion } from '../../components/programme/period-question.js';
import { offeredPeriods, otherKind, type PeriodKind, periodKinds } from './periods.js';

interface PeriodChoiceProps {
  readonly question: PeriodQuestion;
  readonly shown: Period;
  readonly onChoose: (period: string) => void;
}

/** Month, term or school year, and which one. */
export const PeriodChoice = ({ question, shown, onChoose }: PeriodChoiceProps) => {
  const { t } = useTranslation('duties');
  const text = useText();
  const kind = shown.kind as PeriodKind;
  const offered = offeredPeriods(question, kind, shown);
  const at = offered.findIndex(({ id }) => id === shown.id);
  const beside = (by: -1 | 1, label: string, Icon: typeof LeftOutlined) => {
    const period = offered[at + by];
    return (
      <Button
        type="text"
        icon={<Icon />}
        aria-label={label}
        disabled={!period}
        onClick={() => period && onChoose(period.id)}
      />
    );
  };
  return (
    <div className="period-choice">
      <Choices<PeriodKind>
        label={t('period.by')}
        value={kind}
        options={periodKinds.map((value) => ({ value, title: t(`period.${value}`) }))}
        onChoose={(next) => {
          const period = otherKind(question, shown, next);
          if (period) onChoose(period.id);
        }}
      />
      <div className="period-steps">
        {beside(-1, t('period.before'), LeftOutlined)}
        <Select
          className="period-select"
          aria-label={t('period.which')}
          value={shown.id}
          popupMatchSelectWidth={false}
          listHeight={520} // twelve months without scrolling
          options={offered.map(({ id, title }) => ({ value: id, label: text(title) }))}
          onChange={onChoose}
        />
        {beside(1, t('period.next'), RightOutlined)}
      </div>
    </div>
  );
};
