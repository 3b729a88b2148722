import { type Language, t } from '@xieshou/sdk';
import { type ImportTemplate, writeTemplate } from '../files/workbook.js';
import { xlsx } from '../platform/endpoint.js';
import { FileAnswer } from '../platform/http/file-answer.js';
import { findColumns, resultColumns } from './import-columns.js';
import type { Plan } from './import-plan.js';
import type { ImportColumn, ImportRegister } from './register.js';

const words = {
  helpSheet: t('填写说明', 'How to fill in'),
  column: t('列名', 'Column'),
  required: t('是否必填', 'Required'),
  meaning: t('说明', 'Meaning'),
  choices: t('可选值', 'Choices'),
  example: t('示例', 'Example'),
  yes: t('是', 'Yes'),
  no: t('否', 'No'),
  errors: t('错误行', 'errors'),
} as const;

const sheetOf = (
  register: ImportRegister,
  columns: readonly { readonly title: string; readonly column: ImportColumn }[],
  language: Language,
): ImportTemplate => ({
  sheet: register.title[language],
  columns: columns.map(({ title, column }) => {
    // A file keeps the language of its titles, so that its drop-downs offer the words that stand in its cells.
    const spoken = title === column.title.en ? 'en' : title === column.title.zh ? 'zh' : language;
    return {
      key: column.key,
      title,
      required: column.required === true,
      help: column.help[language],
      ...(column.example ? { example: column.example[spoken] } : {}),
      ...(column.choices ? { choices: column.choices.map((c) => c.label[spoken]) } : {}),
    };
  }),
  helpSheet: words.helpSheet[language],
  helpHeaders: [
    words.column[language],
    words.required[language],
    words.meaning[language],
    words.choices[language],
    words.example[language],
  ],
  yes: words.yes[language],
  no: words.no[language],
});

/** The workbook to fill in, in the caller's language. */
export const templateOf = async (register: ImportRegister, language: Language): Promise<FileAnswer> => {
  const columns = register.columns.map((column) => ({ title: column.title[language], column }));
  return new FileAnswer(
    await writeTemplate(sheetOf(register, columns, language)),
    xlsx,
    `${register.template[language]}.xlsx`,
  );
};

/** The faulty rows as they came, with the result and the reason beside each: mend them there and send the file again. */
export const errorsOf = async (o: {
  readonly register: ImportRegister;
  readonly plan: Plan;
  readonly fileName: string;
  readonly language: Language;
}): Promise<FileAnswer> => {
  const columns = findColumns(o.register.columns, o.plan.titles);
  const found = 'found' in columns ? columns.found : [];
  const rows = o.plan.rows
    .filter((row) => row.outcome === 'error')
    .map((row) => ({
      ...Object.fromEntries(found.map(({ column }, i) => [column.key, row.cells?.[i] ?? ''])),
      result: t(`第 ${row.row} 行未导入`, `Row ${row.row} was not imported`)[o.language],
      reason: row.reasons.map((reason) => reason[o.language]).join(o.language === 'zh' ? '；' : '; '),
    }));
  const content = await writeTemplate({
    ...sheetOf(o.register, found, o.language),
    rows,
    extra: [
      { key: 'result', title: resultColumns.result[o.language] },
      { key: 'reason', title: resultColumns.reason[o.language] },
    ],
  });
  return new FileAnswer(content, xlsx, `${o.fileName.replace(/\.xlsx$/i, '')}-${words.errors[o.language]}.xlsx`);
};
