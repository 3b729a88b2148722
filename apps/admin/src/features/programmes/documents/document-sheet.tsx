import { useTranslation } from 'react-i18next';
import type { ReadDocumentResponse } from '../../../api/generated/types.gen.js';
import { useLanguage, useText } from '../../../app/i18n.js';
import './documents.css';

type Part = ReadDocumentResponse['parts'][number];
type Of<K extends Part['kind']> = Extract<Part, { kind: K }>;
type Value = Of<'table'>['rows'][number][number]['value'];

/** A grid of twelve parts, as on paper: each label takes two, and up to three pairs share the row. */
const PARTS = 12;
const LABEL = 2;

const useValue = () => {
  const text = useText();
  return (value: Value): string => (value === null ? '' : typeof value === 'object' ? text(value) : String(value));
};

const Fields = ({ rows }: Of<'fields'>) => {
  const text = useText();
  const valueOf = useValue();
  return (
    <table className="sheet-grid sheet-fields">
      <colgroup span={PARTS} />
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {row.flatMap(({ label, value }, i) => [
              <th key={`label ${i}`} scope="row" colSpan={LABEL}>
                {text(label)}
              </th>,
              <td key={`value ${i}`} colSpan={PARTS / row.length - LABEL}>
                {valueOf(value)}
              </td>,
            ])}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Table = ({ columns, rows, totals }: Of<'table'>) => {
  const text = useText();
  const valueOf = useValue();
  const all = columns.reduce((sum, { width }) => sum + width, 0);
  const align = (value: Value) => (typeof value === 'number' ? 'end' : undefined);
  return (
    <table className="sheet-grid">
      <colgroup>
        {columns.map(({ width }, at) => (
          <col key={at} style={{ width: `${(width * 100) / all}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ title }, at) => (
            <th key={at} scope="col">
              {text(title)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, i) =>
              cell.rows === 0 ? null : (
                <td key={i} rowSpan={cell.rows} className={align(cell.value)}>
                  {valueOf(cell.value)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
      {totals && (
        <tfoot>
          <tr>
            {totals.map(({ value }, i) => (
              <td key={i} className={align(value)}>
                {valueOf(value)}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
};

const Blanks = ({ title, lines }: Of<'blanks'>) => {
  const text = useText();
  return (
    <div className="sheet-blanks" style={{ minHeight: `${(lines + 1) * 1.5}em` }}>
      {text(title)}
    </div>
  );
};

const DocumentPart = ({ part }: { part: Part }) => {
  const text = useText();
  switch (part.kind) {
    case 'heading':
      return <h3>{text(part.text)}</h3>;
    case 'paragraph':
      return <p className="sheet-text">{text(part.text)}</p>;
    case 'note':
      return <p className="sheet-note">{text(part.text)}</p>;
    case 'fields':
      return <Fields {...part} />;
    case 'table':
      return <Table {...part} />;
    case 'blanks':
      return <Blanks {...part} />;
    case 'signatures':
      return (
        <p className="sheet-signatures">
          {part.lines.map((line, at) => (
            <span key={at}>{text(line)}</span>
          ))}
        </p>
      );
  }
};

/** 2026年11月24日, as printed on paper. */
const dayOnPaper = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' });

/** A document as its page will look: the parts that the Word file is made of. */
export const DocumentSheet = ({ document }: { document: ReadDocumentResponse }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const language = useLanguage();
  const day = language === 'zh' ? dayOnPaper.format(new Date(document.on)) : document.on;
  return (
    <div className="sheet-ground" tabIndex={0} role="region" aria-label={t('documents.preview')}>
      <article className={`sheet ${document.orientation}`} lang={language}>
        <h2>{text(document.title)}</h2>
        <p className="sheet-under">
          <span>{t('documents.unit', { unit: document.unit })}</span>
          <span>{t('documents.on', { day })}</span>
        </p>
        {document.parts.map((part, at) => (
          <DocumentPart key={at} part={part} />
        ))}
      </article>
    </div>
  );
};
