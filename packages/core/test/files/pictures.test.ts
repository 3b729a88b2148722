import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { LONGEST_SIDE, MOST_PIXELS, rewritten, small } from '../../src/files/pictures.js';
import { image, phonePhoto } from './made-files.js';

describe('a picture', () => {
  it('is stood upright and loses the place where it was taken', async () => {
    const photo = await phonePhoto();
    const before = await sharp(photo).metadata();
    expect([before.orientation, before.exif?.toString('latin1').includes('Phone')]).toEqual([6, true]);
    const kept = await rewritten(photo, 'jpg');
    const { width, height, exif, icc, xmp, iptc, orientation, format } = await sharp(kept).metadata();
    expect([width, height, format]).toEqual([40, 60, 'jpeg']);
    expect([exif, icc, xmp, iptc, orientation]).toEqual(Array.from({ length: 5 }));
    expect(kept.includes('Exif')).toBe(false);
  });

  it.each(['jpg', 'png', 'webp'] as const)(
    'that is a %s stays one, without what was hidden behind it',
    async (kind) => {
      const made = image(30, 20);
      const bytes = await (kind === 'png' ? made.png() : kind === 'webp' ? made.webp() : made.jpeg()).toBuffer();
      const kept = await rewritten(Buffer.concat([bytes, Buffer.from('PK\x03\x04<script>alert(1)</script>')]), kind);
      expect((await sharp(kept).metadata()).format).toBe(kind === 'jpg' ? 'jpeg' : kind);
      expect(kept.includes('<script>')).toBe(false);
    },
  );

  it.each([
    [LONGEST_SIDE - 1, 10, LONGEST_SIDE - 1],
    [LONGEST_SIDE, 10, LONGEST_SIDE],
    [LONGEST_SIDE + 1, 10, LONGEST_SIDE],
    [5120, 2560, LONGEST_SIDE],
  ])('%i wide and %i high becomes %i wide', async (width, height, to) => {
    const kept = await sharp(await rewritten(await image(width, height).jpeg().toBuffer(), 'jpg')).metadata();
    expect([kept.width, Math.max(kept.width, kept.height)]).toEqual([to, to]);
  });

  it('may have a hundred million pixels and not one row more', async () => {
    const png = (height: number) => image(10_000, height).png({ compressionLevel: 1 }).toBuffer();
    expect(MOST_PIXELS).toBe(100_000_000);
    expect((await sharp(await rewritten(await png(10_000), 'png')).metadata()).width).toBe(LONGEST_SIDE);
    await expect(rewritten(await png(10_001), 'png')).rejects.toMatchObject({
      code: 'picture',
      text: { zh: expect.stringContaining('10000×10001'), en: expect.stringContaining('100 million') },
    });
  }, 60_000);

  it('that cannot be opened, or was cut off, is refused', async () => {
    const noise = Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_, i) => (i * 7919) % 251));
    const jpeg = await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
      .jpeg()
      .toBuffer();
    for (const bytes of [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), jpeg.subarray(0, jpeg.length / 2)])
      await expect(rewritten(bytes, 'jpg')).rejects.toMatchObject({ code: 'picture' });
  });

  it('has a small one for lists', async () => {
    const { width, height, format } = await sharp(await small(await image(1600, 800).webp().toBuffer())).metadata();
    expect({ width, height, format }).toEqual({ width: 320, height: 160, format: 'jpeg' });
  });
});
