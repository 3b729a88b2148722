import { type Form, t } from '@xieshou/sdk';
import type { ProblemField } from '../platform/problem.js';
import type { Data } from './record-rows.js';

type Dated = Pick<Form, 'dated'>;

/** Whether the platform sets the day of a form's records: the one on which they are handed in. */
export const isDatedByHandIn = ({ dated }: Dated): boolean => dated === 'handIn';

const isData = (data: unknown): data is Data => typeof data === 'object' && data !== null && !Array.isArray(data);

/** What a draft keeps of what was sent: no day where the day is yet to come. */
export const withoutDay = (form: Dated, data: Data): Data => {
  if (!isDatedByHandIn(form)) return data;
  const { on: _, ...others } = data;
  return others;
};

/** What was sent, with the day of handing in where the form is dated by it. */
export const withDay = (form: Dated, data: unknown, day: string): unknown =>
  isDatedByHandIn(form) && isData(data) ? { ...data, on: day } : data;

/** Another day than that of handing in is no day of such a record; the same may be sent back as it was read. */
export const refusedDay = (form: Dated, data: unknown, day: string): ProblemField[] => {
  const named = isDatedByHandIn(form) && isData(data) ? data['on'] : undefined;
  if (named === undefined || named === null || named === '' || named === day) return [];
  return [
    {
      field: 'data.on',
      text: t(
        `日期即提交之日（${day}），由系统记录，请不要填写其他日期`,
        `The day is the day of handing in (${day}) and is set by the platform: leave it out`,
      ),
    },
  ];
};
