export const alerts = {
  purpose:
    'Words in records that need attention. Only the adviser of the student is told; neither the writer nor others see this.',
  helped: 'Helped student',
  words: 'Words',
  between: ', ',
  record: 'Record',
  at: 'Found at',
  empty: 'No record needs attention',
};
