import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;

/** One part of a zip archive, as text. */
const partOf = (archive: Buffer, wanted: string): string => {
  const end = archive.lastIndexOf(Buffer.from([END & 255, (END >> 8) & 255, (END >> 16) & 255, END >>> 24]));
  if (end < 0) throw new Error('This is no archive.');
  let at = archive.readUInt32LE(end + 16);
  for (let i = archive.readUInt16LE(end + 10); i > 0; i--) {
    const [method, packed] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const local = archive.readUInt32LE(at + 42);
    if (archive.toString('utf8', at + 46, at + 46 + nameLength!) === wanted) {
      const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const bytes = archive.subarray(from, from + packed);
      return (method === 0 ? bytes : inflateRawSync(bytes)).toString('utf8');
    }
    at += 46 + nameLength! + extra! + comment!;
  }
  throw new Error(`The archive has no part ${wanted}.`);
};

const plain = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(br|tab)\/>/g)]
    .map(([, text, sign]) => (text === undefined ? (sign === 'tab' ? '\t' : '\n') : text))
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const paragraphs = (xml: string): string =>
  [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)].map(([one]) => plain(one)).join('⏎');

const cellText = (xml: string): string =>
  /<w:vMerge(?: w:val="continue")?\/>/.test(xml) ? '^' : paragraphs(xml).replaceAll('\n', '⏎').trim();

/** A Word file opened again. */
export interface OpenedWord {
  /**
   * What stands on the page, line by line: a paragraph's text, or a table's row as `| a | b |`. A cell that the one above
   * reaches down to is `^`, a line that ends inside a cell `⏎`.
   */
  readonly lines: readonly string[];
  /** The text of `word/<name>.xml`. */
  part(name: string): string;
}

export const openWord = (content: Uint8Array): OpenedWord => {
  const archive = Buffer.from(content);
  const part = (name: string) => partOf(archive, `word/${name}.xml`);
  const body = part('document').replace(/^.*?<w:body>/s, '');
  const lines = [...body.matchAll(/<w:tbl>.*?<\/w:tbl>|<w:p(?: [^>]*)?>.*?<\/w:p>/gs)].flatMap(([block]) =>
    block.startsWith('<w:tbl>')
      ? [...block.matchAll(/<w:tr(?: [^>]*)?>.*?<\/w:tr>/gs)].map(
          ([row]) => `| ${[...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => cellText(cell)).join(' | ')} |`,
        )
      : plain(block) === ''
        ? []
        : [plain(block)],
  );
  return { lines, part };
};
