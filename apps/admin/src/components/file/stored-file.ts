import type { StoredFile } from '../../api/generated/types.gen.js';

/** The server takes no larger file; said beforehand, so that nobody waits for a refusal. */
export const largestFile = 10 * 1024 * 1024;

/** What the file dialogue offers. Phones turn their own kinds of photos into JPEG for it. */
export const takenTypes = 'image/jpeg,image/png,image/webp,application/pdf,.pdf,.doc,.docx,.xls,.xlsx';

export const isPicture = ({ mediaType }: Pick<StoredFile, 'mediaType'>): boolean => mediaType.startsWith('image/');

/** `512 B`, `18.2 KB`, `10.1 MB`, rounded up: a file just over a limit never reads as the limit itself. */
export const fileSize = (bytes: number): string => {
  const up = (n: number) => String(Math.ceil(n * 10) / 10);
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${up(bytes / 1024)} KB` : `${up(bytes / 1024 / 1024)} MB`;
};

/** Where a file is read: at the record that has it, or, before one does, by itself. */
export const fileAddress = (id: string, record: string | undefined): string =>
  record === undefined ? `/api/files/${id}` : `/api/records/${record}/files/${id}`;
