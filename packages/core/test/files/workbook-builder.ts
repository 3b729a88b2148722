import { crc32, deflateRawSync } from 'node:zlib';

/** One part of a hand-made archive. The `says…` fields let it lie. */
export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  readonly packed?: Uint8Array;
  readonly saysSize?: number;
  readonly saysCrc?: number;
  readonly method?: number;
  readonly flags?: number;
  /** Writes the central sizes into a Zip64 extra field. */
  readonly zip64?: boolean;
}

/** A zip made by hand, so that tests can make ones that no library would write. */
export function zip(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = Buffer.from(part.packed ?? (part.stored === true ? content : deflateRawSync(content)));
    const name = Buffer.from(part.name);
    const size = part.saysSize ?? content.length;
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(part.flags ?? 0, 2);
    fixed.writeUInt16LE(part.method ?? (part.stored === true ? 0 : 8), 4);
    fixed.writeUInt32LE(part.saysCrc ?? crc32(content), 10);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(size, 18);
    fixed.writeUInt16LE(name.length, 22);
    const central = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), fixed, Buffer.alloc(14)]);
    central.writeUInt32LE(at, 42);
    const extra = part.zip64 === true ? zip64Extra(central, { size, packed: packed.length }) : Buffer.alloc(0);
    bodies.push(Buffer.from([0x50, 0x4b, 3, 4]), fixed, name, packed);
    records.push(central, name, extra);
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

function zip64Extra(central: Buffer, sizes: { readonly size: number; readonly packed: number }): Buffer {
  central.writeUInt32LE(0xffffffff, 20);
  central.writeUInt32LE(0xffffffff, 24);
  central.writeUInt16LE(20, 30);
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(BigInt(sizes.size), 4);
  extra.writeBigUInt64LE(BigInt(sizes.packed), 12);
  return extra;
}

const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface HandMade {
  /** The inside of `<sheetData>`, or a whole part when it begins with `<?xml`. */
  readonly rows: string;
  readonly strings?: string;
  readonly styles?: string;
  readonly book?: string;
  readonly sheet?: Partial<Part>;
  readonly replace?: Readonly<Record<string, Partial<Part>>>;
  readonly more?: readonly Part[];
}

/** The parts of the smallest workbook that Excel would open, around rows written by hand. */
export function workbookParts(made: HandMade): Part[] {
  const link = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const parts: Part[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${RELATIONS}">${link(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}">${
        made.book ?? '<sheets><sheet name="数据" sheetId="1" r:id="rId1"/></sheets>'
      }</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${RELATIONS}">${link(1, 'worksheet', 'worksheets/sheet1.xml')}${link(
        2,
        'sharedStrings',
        'sharedStrings.xml',
      )}${link(3, 'styles', '/xl/styles.xml')}${link(4, 'worksheet', 'worksheets/sheet2.xml')}</Relationships>`,
    },
    { name: 'xl/sharedStrings.xml', content: `<sst xmlns="${SPREADSHEET}">${made.strings ?? ''}</sst>` },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet xmlns="${SPREADSHEET}">${made.styles ?? ''}</styleSheet>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: made.rows.startsWith('<?xml')
        ? made.rows
        : `<worksheet xmlns="${SPREADSHEET}"><sheetData>${made.rows}</sheetData></worksheet>`,
      ...made.sheet,
    },
  ];
  return [...parts.map((part) => ({ ...part, ...made.replace?.[part.name] })), ...(made.more ?? [])];
}

export function workbook(made: HandMade): Buffer {
  return zip(workbookParts(made));
}

/** A cell with its text inside. */
export function textCell(reference: string, text: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

/** A header 甲 in A1 and the given number of rows below it. */
export function longSheet(rows: number): string {
  const body: string[] = [`<row r="1">${textCell('A1', '甲')}</row>`];
  for (let row = 2; row <= rows + 1; row++) body.push(`<row r="${row}"><c r="A${row}"><v>${row * 7919}</v></c></row>`);
  return body.join('');
}
