import { ExclamationCircleFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { today as dayOf } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import { UnknownYears } from '../../components/unknown-years.js';
import { daysOverdue } from './deadline.js';

interface DueOnProps {
  readonly row: { readonly dueOn: string; readonly state: string; readonly dueUnknownYears: readonly number[] };
  /** In a list, where there is room for a word only. */
  readonly brief?: boolean;
}

/** The last day, and how long it has passed: in red, with an icon and in words. */
export const DueOn = ({ row, brief = false }: DueOnProps) => {
  const { t } = useTranslation('rectifications');
  const calendar = useQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });
  const late = daysOverdue(row, calendar.data?.today ?? dayOf(new Date()));
  return (
    <span className="due-on">
      {row.dueOn}
      {late > 0 && (
        <span className="due-late">
          <ExclamationCircleFilled aria-hidden /> {t('overdue', { count: late })}
        </span>
      )}
      {row.state !== 'closed' && <UnknownYears years={row.dueUnknownYears} of={brief ? 'brief' : 'deadline'} />}
    </span>
  );
};
