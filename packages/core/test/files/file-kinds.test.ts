import { describe, expect, it } from 'vitest';
import { look } from '../../src/files/file-kinds.js';
import { Problem } from '../../src/platform/problem.js';
import { container, docm, docx, image, xlsx, zipOf } from './made-files.js';

const jpeg = await image(8, 8).jpeg().toBuffer();
const png = await image(8, 8).png().toBuffer();
const webp = await image(8, 8).webp().toBuffer();
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)]);
const exe = Buffer.concat([
  Buffer.from('MZ'),
  Buffer.alloc(200),
  Buffer.from('This program cannot be run in DOS mode'),
]);

const refusal = async (content: Buffer, name: string): Promise<Problem> => {
  const error: unknown = await look(content, name).catch((thrown: unknown) => thrown);
  if (error instanceof Problem) return error;
  throw new Error(`${name} was taken`);
};

describe('a file', () => {
  it.each([
    ['照片.jpg', jpeg, 'jpg'],
    ['截图.png', png, 'png'],
    ['图.webp', webp, 'webp'],
    ['通知.pdf', pdf, 'pdf'],
    ['教案.docx', docx, 'docx'],
    ['名单.xlsx', xlsx, 'xlsx'],
    ['旧教案.doc', container('WordDocument'), 'doc'],
    ['旧名单.xls', container('Workbook'), 'xls'],
    ['更旧的名单.xls', container('Book'), 'xls'],
  ])('%s is known by what it holds', async (name, content, kind) => {
    expect(await look(content, name)).toEqual({ kind, name });
  });

  it.each([
    ['程序.jpg', exe],
    ['图.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['图.png', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['页.pdf', Buffer.from('<!DOCTYPE html><html><script>alert(1)</script></html>')],
    ['页.html', Buffer.from('<html><body>%PDF-1.4</body></html>')],
    ['文字.txt', Buffer.from('just words')],
    ['压缩.docx', zipOf({ 'a.txt': 'no document' })],
    ['压缩.zip', zipOf({ 'a.txt': 'words' })],
    ['带宏.docx', docm],
    ['安装包.doc', container('Property')],
    ['动图.gif', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')],
    ['半截.docx', docx.subarray(0, 20)],
    ['归档.pdf', Buffer.concat([Buffer.from('junk'), pdf])],
  ])('%s that is none of these is refused, and told what may be added', async (name, content) => {
    const { code, text } = await refusal(content, name);
    expect(code).toBe('file-kind');
    expect([text.zh, text.en]).toEqual([expect.stringContaining('可以上传照片'), expect.stringContaining('Photos')]);
  });

  it.each([
    ['照片.jpg', pdf, '.jpg', 'pdf'],
    ['教案.docx', xlsx, '.docx', 'xlsx'],
    ['名单.xls', container('WordDocument'), '.xls', 'doc'],
    ['通知.pdf', jpeg, '.pdf', 'jpg'],
    ['通知.PDF', docx, '.pdf', 'docx'],
  ])('%s that holds another kind is refused, naming both', async (name, content, end, kind) => {
    const { code, text } = await refusal(content, name);
    expect(code).toBe('file-mismatch');
    for (const words of [text.zh, text.en]) expect(words).toMatch(new RegExp(`\\${end}.*${kind}`));
  });

  it('with macros, of an iPhone, or empty is refused with its own remedy', async () => {
    expect((await refusal(container('WordDocument', '_VBA_PROJECT'), '宏.doc')).code).toBe('file-macros');
    expect((await refusal(heic, 'IMG_1.HEIC')).text.zh).toContain('兼容性最佳');
    expect((await refusal(Buffer.alloc(0), '空.pdf')).code).toBe('file-empty');
  });

  it('is a picture whatever picture its name says', async () => {
    expect(await look(png, '微信图片.jpg')).toEqual({ kind: 'png', name: '微信图片.png' });
    expect(await look(jpeg, 'IMG.JPEG')).toEqual({ kind: 'jpg', name: 'IMG.jpeg' });
  });

  it.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\王\\通知.pdf', '通知.pdf'],
    ['..', 'file.pdf'],
    ['', 'file.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['a\u0000b\r\nSet-Cookie: x.pdf', 'abSet-Cookie_ x.pdf'],
    ['\u202Efdp.exe', 'fdp.exe.pdf'],
    ['  通知 .pdf', '通知.pdf'],
    ['<b>"x"|y?.pdf', '_b__x__y_.pdf'],
    ['v1.2 说明', 'v1.2 说明.pdf'],
  ])('called %j is called %j', async (name, kept) => {
    expect((await look(pdf, name)).name).toBe(kept);
  });

  it.each([115, 116, 117, 400])('has a name of at most 120 characters (stem of %i)', async (length) => {
    const { name } = await look(pdf, `${'名'.repeat(length)}.pdf`);
    expect(Array.from(name)).toHaveLength(Math.min(120, length + 4));
    expect(name.endsWith('.pdf')).toBe(true);
  });
});
