import { crc32 } from 'node:zlib';
import sharp from 'sharp';

const office = 'application/vnd.openxmlformats-officedocument';

/** A zip archive of uncompressed entries. */
export const zipOf = (entries: Readonly<Record<string, string>>): Buffer => {
  const parts: Buffer[] = [];
  const index: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [n, content] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(crc32(content), 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(n.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    head.copy(central, 6, 4, 30);
    central.writeUInt32LE(at, 42);
    index.push(central, n);
    parts.push(head, n, content);
    at += 30 + n.length + content.length;
  }
  const directory = Buffer.concat(index);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
};

const officeFile = (type: string, part: string): Buffer =>
  zipOf({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="${type}"/></Types>`,
    [part]: '<x/>',
  });

export const docx = officeFile(`${office}.wordprocessingml.document.main+xml`, 'word/document.xml');
export const xlsx = officeFile(`${office}.spreadsheetml.sheet.main+xml`, 'xl/workbook.xml');
export const docm = officeFile('application/vnd.ms-word.document.macroEnabled.main+xml', 'word/document.xml');

/** The older Office container, with the names of its streams. */
export const container = (...streams: readonly string[]): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...streams.map((name) => Buffer.concat([Buffer.from(`${name}\0`, 'utf16le'), Buffer.alloc(64)])),
  ]);

export const image = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#4488cc' }, limitInputPixels: false });

/** A photo as a phone makes it: lying on its side, with the place where it was taken. */
export const phonePhoto = (): Promise<Buffer> =>
  image(60, 40)
    .jpeg()
    .withExif({
      IFD0: { Make: 'Phone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '116/1 23/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
