/** As large as the server keeps a picture. */
const longestSide = 2560;

const load = (file: File): Promise<ImageBitmap> => createImageBitmap(file, { imageOrientation: 'from-image' });

const draw = (bitmap: ImageBitmap, scale: number): Promise<Blob | null> => {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
};

/**
 * A photo made as small as the server would make it, before it goes over a slow line; any other file as it is, and a
 * photo that this browser cannot open too: the server judges it.
 */
export const smallerPhoto = async (file: File): Promise<File> => {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file;
  try {
    const bitmap = await load(file);
    const scale = longestSide / Math.max(bitmap.width, bitmap.height);
    const isForeign = /hei[cf]$/.test(file.type);
    if (scale >= 1 && !isForeign) return file;
    const blob = await draw(bitmap, Math.min(1, scale));
    bitmap.close();
    if (!blob) return file;
    return new File([blob], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: blob.type });
  } catch {
    return file;
  }
};
