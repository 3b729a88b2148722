// @ts-check
import { decodeOffice, numberLook } from './cell-text.js';
import { Refusal } from './thread-refusal.js';
import { attributes, scanXml } from './xml-scan.js';
import { inflateEntry, readDirectory } from './zip-entries.js';
/**
 * @import { NumberLook } from './cell-text.js'
 * @import { WorkbookLimits } from './workbook-types.js'
 */

/**
 * The first visible sheet of a workbook with what its cells refer to.
 * @typedef {object} OpenSheet
 * @property {string} name
 * @property {Buffer} xml
 * @property {string[]} strings
 * @property {NumberLook[]} looks by cell style
 * @property {boolean} from1904
 */

/**
 * Opens the workbook and inflates only the parts that reading needs. Pictures, charts and the like stay packed.
 * @param {{ bytes: Buffer, limits: WorkbookLimits }} input
 * @returns {OpenSheet}
 */
export function openSheet({ bytes, limits }) {
  const directory = readDirectory({ bytes, limits });
  refuseMacros([...directory.keys()]);
  /** @param {string} path */
  const part = (path) => {
    const entry = directory.get(path.toLowerCase());
    return entry === undefined ? undefined : inflateEntry({ bytes, entry });
  };
  const types = part('[Content_Types].xml');
  const roots = part('_rels/.rels');
  if (types === undefined || roots === undefined) throw new Refusal('other-archive');
  if (types.includes('macroEnabled')) throw new Refusal('macro');
  const path = relations({ xml: roots, base: '' }).find(({ type }) => type === 'officeDocument')?.target ?? '';
  if (path.toLowerCase().endsWith('.bin')) throw new Refusal('binary');
  const book = part(path);
  if (book === undefined) throw new Refusal('other-archive');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const links = relations({
    xml: part(`${folder}_rels/${path.slice(folder.length)}.rels`) ?? Buffer.alloc(0),
    base: folder,
  });
  const { sheets, from1904 } = readBook(book);
  for (const { name, link } of sheets) {
    const target = links.find(({ id, type }) => id === link && type === 'worksheet')?.target;
    const xml = target === undefined ? undefined : part(target);
    if (xml === undefined) continue; // a chart sheet
    /** @param {string} type */
    const shared = (type) => part(links.find((each) => each.type === type)?.target ?? '') ?? Buffer.alloc(0);
    return {
      name,
      xml,
      strings: readStrings(shared('sharedStrings'), limits),
      looks: readLooks(shared('styles')),
      from1904,
    };
  }
  throw new Refusal('other-archive');
}

/**
 * How many cells of a sheet, or shared texts, are looked at. It is more than a sheet within the other limits has; without
 * it millions of empty ones would keep the thread busy or fill its heap.
 * @param {WorkbookLimits} limits
 */
export function mostItems(limits) {
  return Math.max(2_000_000, limits.rows * 100);
}

/** @param {string[]} names */
function refuseMacros(names) {
  if (names.some((name) => name.endsWith('vbaproject.bin') || name.startsWith('xl/macrosheets/'))) {
    throw new Refusal('macro');
  }
}

/**
 * @param {{ xml: Buffer, base: string }} input
 * @returns {{ id: string, type: string, target: string }[]} `type` is the last word of the relation's address
 */
function relations({ xml, base }) {
  /** @type {{ id: string, type: string, target: string }[]} */
  const found = [];
  scanXml(xml, {
    open(name, tag) {
      if (name !== 'Relationship') return;
      const given = attributes(tag);
      const type = given.get('Type') ?? '';
      found.push({
        id: given.get('Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        target: resolvePath(base, given.get('Target') ?? ''),
      });
    },
    close: () => false,
    wantsText: () => false,
    text: () => {},
  });
  return found;
}

/**
 * @param {string} base
 * @param {string} target
 */
function resolvePath(base, target) {
  /** @type {string[]} */
  const steps = [];
  for (const step of (target.startsWith('/') ? target : base + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** @param {Buffer} xml */
function readBook(xml) {
  /** @type {{ name: string, link: string }[]} */
  const sheets = [];
  let from1904 = false;
  let isWorkbook = false;
  scanXml(xml, {
    open(name, tag) {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes(tag).get('date1904') ?? '');
      if (name !== 'sheet') return;
      const given = attributes(tag);
      const link = [...given].find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      if ((given.get('state') ?? 'visible') === 'visible') sheets.push({ name: given.get('name') ?? '', link });
    },
    close: (name) => name === 'sheets',
    wantsText: () => false,
    text: () => {},
  });
  if (!isWorkbook) throw new Refusal('other-archive');
  return { sheets, from1904 };
}

/**
 * The shared texts; runs of rich text are joined, phonetic hints left out.
 * @param {Buffer} xml
 * @param {WorkbookLimits} limits
 */
function readStrings(xml, limits) {
  const most = mostItems(limits);
  /** @type {string[]} */
  const strings = [];
  let text = '';
  let inText = false;
  let inHint = false;
  scanXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') inHint = true;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inHint = false;
      else if (name === 'si' && strings.push(decodeOffice(text)) > most) throw new Refusal('strings', { limit: most });
      return name === 'sst';
    },
    wantsText: () => inText && !inHint,
    text(more) {
      text += more;
    },
  });
  return strings;
}

/** @param {Buffer} xml */
function readLooks(xml) {
  /** @type {Map<number, string>} */
  const codes = new Map();
  /** @type {NumberLook[]} */
  const looks = [];
  let inCells = false;
  scanXml(xml, {
    open(name, tag) {
      if (name === 'cellXfs') inCells = true;
      if (name === 'numFmt') {
        const given = attributes(tag);
        codes.set(Number(given.get('numFmtId')), given.get('formatCode') ?? '');
      }
      if (name === 'xf' && inCells) {
        const id = Number(attributes(tag).get('numFmtId') ?? 0);
        looks.push(numberLook(id, codes.get(id)));
      }
    },
    close: (name) => name === 'cellXfs',
    wantsText: () => false,
    text: () => {},
  });
  return looks;
}
