/** The server takes no larger workbook; said beforehand, so that nobody waits for a refusal. */
export const largestFile = 10 * 1024 * 1024;

export type FileProblem = 'type' | 'empty' | 'size';

/** Why a file need not be sent, judged by its name and size alone; what is in it the server judges. */
export const fileProblem = ({ name, size }: Pick<File, 'name' | 'size'>): FileProblem | undefined => {
  if (!/\.xlsx$/i.test(name.trim())) return 'type';
  if (size === 0) return 'empty';
  return size > largestFile ? 'size' : undefined;
};

/** `512 B`, `18.2 KB`, `10.1 MB`, rounded up: a file just over a limit never reads as the limit itself. */
export const fileSize = (bytes: number): string => {
  const up = (n: number) => String(Math.ceil(n * 10) / 10);
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${up(bytes / 1024)} KB` : `${up(bytes / 1024 / 1024)} MB`;
};
