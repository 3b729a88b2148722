import { type DocumentBlock, type DocumentTable, type RecordOnPaper, standardDocuments } from './document.js';
import { fieldsOf } from './form.js';
import type { ProgrammeDefinition, Reader } from './programme.js';
import type { PromiseLog } from './promise-log.js';
import { checkReading } from './reading-promises.js';
import { t } from './text.js';

type Values = Readonly<Record<string, unknown>>;

const mostPairs = 3;
const mostSignatures = 6;
const mostLines = 20;

const isText = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { zh?: unknown }).zh === 'string' &&
  typeof (value as { en?: unknown }).en === 'string' &&
  (value as { zh: string }).zh.trim() !== '' &&
  (value as { en: string }).en.trim() !== '';

/** A text may be empty in both languages where nothing is known; in one of them it may not. */
const isValue = (value: unknown): boolean =>
  value === null || typeof value === 'string' || Number.isSafeInteger(value) || isText(value);

const tableFault = ({ columns, rows }: DocumentTable): string | undefined => {
  if (!Array.isArray(columns) || columns.length === 0) return 'is a table without columns';
  if (!columns.every((column) => isText(column.title))) return 'has a column without a title in both zh and en';
  const thin = columns.find(({ width }) => width !== undefined && !(Number.isFinite(width) && width > 0));
  if (thin) return `has a column of width ${thin.width}: give a number above 0`;
  if (!Array.isArray(rows)) return 'is a table without rows: answer an empty list where there are none';
  for (const [at, row] of rows.entries()) {
    if (!Array.isArray(row) || row.length !== columns.length)
      return `has ${Array.isArray(row) ? row.length : 'no'} cells in row ${at + 1} and ${columns.length} columns`;
    const strange = row.findIndex((cell) => !isValue(cell));
    if (strange >= 0)
      return `holds in row ${at + 1}, column ${strange + 1}, what is neither a text, a whole number nor null`;
    const unsummed = columns.findIndex(({ total }, i) => total && row[i] !== null && typeof row[i] !== 'number');
    if (unsummed >= 0) return `totals column ${unsummed + 1}, which holds text in row ${at + 1}`;
  }
  return undefined;
};

const blockFault = (block: DocumentBlock): string | undefined => {
  switch (block?.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return isText(block.text) ? undefined : 'has no text in both zh and en';
    case 'fields':
      if (!Array.isArray(block.rows) || block.rows.some((row) => row.length < 1 || row.length > mostPairs))
        return `holds a row with no field, or more than ${mostPairs}`;
      return block.rows.flat().every(({ label, value }) => isText(label) && isValue(value))
        ? undefined
        : 'holds a label without both zh and en, or a value that is neither a text, a whole number nor null';
    case 'table':
      return tableFault(block);
    case 'blanks':
      if (!isText(block.title)) return 'has no title in both zh and en';
      return Number.isInteger(block.lines) && block.lines >= 1 && block.lines <= mostLines
        ? undefined
        : `leaves ${block.lines} lines: give a whole number from 1 to ${mostLines}`;
    case 'signatures':
      return Array.isArray(block.lines) &&
        block.lines.length >= 1 &&
        block.lines.length <= mostSignatures &&
        block.lines.every(isText)
        ? undefined
        : `has no line to sign in both zh and en, or more than ${mostSignatures}`;
    default:
      return 'is of no kind that there is';
  }
};

/** What is wrong with the parts that a document's rule answers; undefined when they can be printed. */
export const documentFault = (parts: unknown): string | undefined => {
  if (!Array.isArray(parts) || parts.length === 0) return 'it answers no list of parts';
  for (const [at, block] of parts.entries()) {
    const fault = blockFault(block as DocumentBlock);
    if (fault) return `part ${at + 1} (${String((block as DocumentBlock | null)?.kind)}) ${fault}`;
  }
  return undefined;
};

/** What documents promise whatever the settings. */
export const checkDocuments = (log: PromiseLog, definition: ProgrammeDefinition): void => {
  log.keys('documents', definition.documents);
  for (const [key, document] of Object.entries(definition.documents)) {
    const thing = `documents.${key}`;
    log.texts(thing, document.title, document.purpose);
    if (standardDocuments.includes(key))
      log.broken(thing, 'Every programme has a document of this name already: give it another.');
    if (document.of === 'programme') checkReading(log, thing, document, definition);
    if (document.of === 'record' && !Object.hasOwn(definition.forms, document.form))
      log.broken(thing, `It prints a form "${document.form}" that does not exist.`);
  }
};

const party = { id: '-', name: '-', place: { id: '-', name: '-' } };
const pairing = { id: '-', helper: party, helped: party, startsOn: '2026-09-01', endsOn: null, roles: {} };
const period = { from: '2026-09-01', to: '2027-01-31' };

const nothing: Reader = {
  period,
  today: '2026-11-24',
  pairings: () => [],
  inside: () => [],
  unpaired: () => [],
  records: () => [],
  tallies: () => [],
  duties: () => [],
  rectifications: () => [],
  awards: () => [],
  entries: () => [],
  stages: () => [],
  teams: () => [],
  standing: () => [],
};

/** A record of a form in which nothing is filled in. */
const blankRecord = (definition: ProgrammeDefinition, key: string, settings: Values): RecordOnPaper => {
  const form = definition.forms[key]!;
  return {
    form: key,
    title: form.title,
    on: '2026-11-24',
    state: t('待确认', 'waiting'),
    subjects: [{ pairing, state: t('待确认', 'waiting'), decidedBy: null, decidedOn: null }],
    writer: '-',
    writtenBy: '-',
    fields: Object.entries(fieldsOf(form, settings)).map(([field, f]) => ({
      key: field,
      title: f.title,
      value: null,
      isLong: f.widget === 'longText',
    })),
    text: () => null,
  };
};

/** What they promise under given settings: an answer where nothing has happened yet. */
export const checkPrinting = (log: PromiseLog, definition: ProgrammeDefinition, settings: Values): void => {
  const about = {
    programme: {
      title: '-',
      owner: '-',
      schoolYear: '2026-2027',
      from: '2026-09-01',
      to: '2027-08-31',
      organisations: [],
    },
    settings,
    settingsInWords: [],
  };
  for (const [key, document] of Object.entries(definition.documents)) {
    const thing = `documents.${key}.parts`;
    if (document.of === 'record' && !Object.hasOwn(definition.forms, document.form)) continue;
    const answer = log.attempt(
      thing,
      () => {
        if (document.of === 'programme') return { parts: document.parts(nothing, { ...about, pairings: [] }) };
        if (document.of === 'record')
          return { parts: document.parts(blankRecord(definition, document.form, settings), about) };
        const { today } = nothing;
        return { parts: document.parts({ period, today, pairing, records: () => [], duties: () => [] }, about) };
      },
      { under: 'where nothing has happened yet', every: 'programme, pairing and record' },
    );
    const fault = answer && documentFault(answer.parts);
    if (fault) log.broken(thing, `Where nothing has happened yet, ${fault}.`);
  }
};
