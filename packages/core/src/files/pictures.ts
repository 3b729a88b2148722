import { t } from '@xieshou/sdk';
import type { default as SharpLibrary, Sharp } from 'sharp';
import { type FileKind, mediaTypeOf, pictureProblem } from './file-kinds.js';

/** The longer side of a picture that is kept, at most. */
export const LONGEST_SIDE = 2560;
/** Pixels of a picture that is taken in, at most: a few kilobytes can unfold into gigabytes. */
export const MOST_PIXELS = 100_000_000;
const SMALL_SIDE = 320;
const SECONDS = 20;

let loading: Promise<typeof SharpLibrary> | undefined;

/** Loaded with the first picture: it takes more memory than anything else here, and most days bring none. */
const library = (): Promise<typeof SharpLibrary> =>
  (loading ??= import('sharp').then(({ default: sharp }) => {
    // Each picture passes once.
    sharp.cache(false);
    return sharp;
  }));

const open = async (content: Buffer): Promise<Sharp> =>
  // Damage that shows is refused; a phone's careless marker is not.
  (await library())(content, { limitInputPixels: false, failOn: 'error', animated: false }).timeout({
    seconds: SECONDS,
  });

const written = (image: Sharp, mediaType: string): Sharp => {
  if (mediaType === mediaTypeOf('png')) return image.png({ compressionLevel: 9 });
  return mediaType === mediaTypeOf('webp') ? image.webp({ quality: 85 }) : image.jpeg({ quality: 82 });
};

const undecodable = () =>
  pictureProblem(
    t(
      '照片已损坏或没有传完，无法打开，请重新选择',
      'The picture is damaged or was cut off and cannot be opened: choose it again',
    ),
  );

/**
 * The picture as it is kept: upright, no side longer than {@link LONGEST_SIDE}, and written anew, so that neither the
 * place where it was taken nor anything hidden behind it comes along.
 */
export const rewritten = async (content: Buffer, kind: FileKind): Promise<Buffer> => {
  const { width, height } = await open(content)
    .then((image) => image.metadata())
    .catch(() => {
      throw undecodable();
    });
  if (width * height > MOST_PIXELS)
    throw pictureProblem(
      t(
        `照片有 ${width}×${height} 像素，超过 1 亿像素的上限，请缩小后再上传`,
        `The picture has ${width}×${height} pixels, more than the 100 million that can be taken in: make it smaller first`,
      ),
    );
  const image = (await open(content))
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
  return written(image, mediaTypeOf(kind))
    .toBuffer()
    .catch(() => {
      throw undecodable();
    });
};

/** A small picture of a picture, for lists. */
export const small = async (content: Buffer): Promise<Buffer> =>
  (await open(content))
    .resize({ width: SMALL_SIDE, height: SMALL_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 75 })
    .toBuffer();
