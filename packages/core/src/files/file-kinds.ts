import { type Text, t } from '@xieshou/sdk';
import { refused } from '../platform/problem.js';

const office = 'application/vnd.openxmlformats-officedocument';

/** What may go with a record: the media type by the end of the file's name. */
const kinds = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  docx: `${office}.wordprocessingml.document`,
  xlsx: `${office}.spreadsheetml.sheet`,
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
} as const;

export type FileKind = keyof typeof kinds;

const pictures: readonly FileKind[] = ['jpg', 'png', 'webp'];
export const isPicture = (kind: FileKind): boolean => pictures.includes(kind);
export const mediaTypeOf = (kind: FileKind): string => kinds[kind];
export const isPictureType = (mediaType: string): boolean => pictures.some((kind) => kinds[kind] === mediaType);

const taken = t(
  '可以上传照片（JPG、PNG、WebP）、PDF、Word（doc、docx）和 Excel（xls、xlsx）文件',
  'Photos (JPG, PNG, WebP), PDF, Word (doc, docx) and Excel (xls, xlsx) files can be added',
);
const refuse = (code: string, zh: string, en: string) => refused(code, t(`${zh}。${taken.zh}`, `${en}. ${taken.en}`));

const utf16 = (name: string): Buffer => Buffer.from(name, 'utf16le');
/** Names in the directory of the older Office files, which share one container with installers and mails. */
const streams = { doc: [utf16('WordDocument')], xls: [utf16('Workbook'), utf16('Book\0')] } as const;
const macros = [utf16('_VBA_PROJECT'), utf16('Macros')];

const olderOffice = (content: Buffer): FileKind | undefined => {
  if (macros.some((name) => content.includes(name)))
    throw refused(
      'file-macros',
      t(
        '文件含有宏，不能上传：请用 Word 或 Excel 另存为 docx 或 xlsx 后再上传',
        'The file holds macros and cannot be added: save it as docx or xlsx with Word or Excel, and add that',
      ),
    );
  return (['doc', 'xls'] as const).find((kind) => streams[kind].some((name) => content.includes(name)));
};

const known: Readonly<Record<string, FileKind>> = {
  jpg: 'jpg',
  png: 'png',
  webp: 'webp',
  pdf: 'pdf',
  docx: 'docx',
  xlsx: 'xlsx',
};

/** What bytes are, whatever their name says. */
const kindOf = async (content: Buffer): Promise<FileKind> => {
  if (content.length === 0)
    throw refused('file-empty', t('文件是空的，请重新选择', 'The file is empty: choose another'));
  // Loaded with the first file: no server needs it to start.
  const { fileTypeFromBuffer } = await import('file-type');
  // Files that are cut short or made up may end the reading early; then nothing is known of them.
  const found = await fileTypeFromBuffer(content).catch(() => undefined);
  if (found?.mime === 'image/heic' || found?.mime === 'image/heif')
    throw refused(
      'file-heic',
      t(
        '这是苹果手机的 HEIC 照片，不能直接上传：请在手机“设置—相机—格式”中选“兼容性最佳”，或先转成 JPG',
        'This is a HEIC photo of an iPhone: choose "Most Compatible" under Settings, Camera, Formats, or turn it into a JPG first',
      ),
    );
  const kind = found?.ext === 'cfb' ? olderOffice(content) : known[found?.ext ?? ''];
  if (kind) return kind;
  throw refuse('file-kind', '不能上传这种文件', 'A file of this kind cannot be added');
};

const LONGEST = 120;
const spellings: Readonly<Record<string, string>> = { jpeg: 'jpg', jpe: 'jpg', jfif: 'jpg' };
const endOf = (name: string): string => /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** A name for people only; it is never a path, must not look like one, nor hide how it ends. */
const cleanName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[:*?"<>|\p{Cs}]/gu, '_')
    .trim()
    .replace(/^\.+/, '');

const endedWith = (name: string, kind: FileKind): string => {
  const end = endOf(name);
  const isSame = (spellings[end] ?? end) === kind;
  const ending = isSame ? `.${end}` : `.${kind}`;
  // A picture by another name is as good; programs save one kind under the other's name every day.
  const isPictureByName = (pictures as readonly string[]).includes(spellings[end] ?? end);
  const stem = isSame || (isPicture(kind) && isPictureByName) ? name.slice(0, name.length - end.length - 1) : name;
  const cut = Array.from(stem.trim() || 'file')
    .slice(0, LONGEST - ending.length)
    .join('');
  return `${cut}${ending}`;
};

/** Finds out what a file is and what to call it, or refuses it with a sentence. */
export const look = async (content: Buffer, wanted: string): Promise<{ kind: FileKind; name: string }> => {
  const kind = await kindOf(content);
  const name = cleanName(wanted);
  const end = endOf(name);
  const claimed = spellings[end] ?? end;
  const isClaim = Object.hasOwn(kinds, claimed);
  if (isClaim && claimed !== kind && !(isPicture(kind) && isPicture(claimed as FileKind)))
    throw refuse(
      'file-mismatch',
      `文件名以“.${end}”结尾，内容却是 ${kind} 文件，请核对后重新选择`,
      `The name ends with ".${end}", but what it holds is a ${kind} file: check it and choose again`,
    );
  return { kind, name: endedWith(name, kind) };
};

/** What a picture that cannot be used is refused with. */
export const pictureProblem = (text: Text) => refused('picture', text);
