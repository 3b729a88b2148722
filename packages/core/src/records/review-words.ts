import { type ProgrammeDefinition, type Text, t } from '@xieshou/sdk';
import type { PairingSides } from '../pairings/pairings.js';
import type { RecordRow } from './record-rows.js';

/** What those are told who have to decide on a record. */
export const submittedWords = (o: {
  readonly definition: ProgrammeDefinition;
  readonly row: Pick<RecordRow, 'form' | 'side' | 'on_day'>;
  readonly pairing: PairingSides;
}): ((ask: Text) => Text) => {
  const { definition, row, pairing } = o;
  const title = definition.forms[row.form]!.title;
  const about = `${pairing.helper_name}—${pairing.helped_name}`;
  if (row.side === 'owner')
    return (ask) =>
      t(
        `${row.on_day} 的${title.zh}（${about}）已提交，${ask.zh}`,
        `The ${title.en.toLowerCase()} of ${row.on_day} about ${about} was handed in: ${ask.en}`,
      );
  const writer = row.side === 'helper' ? pairing.helper_name : pairing.helped_name;
  return (ask) =>
    t(
      `${writer}提交了 ${row.on_day} 的${title.zh}，${ask.zh}`,
      `${writer} recorded a ${title.en.toLowerCase()} on ${row.on_day}: ${ask.en}`,
    );
};
