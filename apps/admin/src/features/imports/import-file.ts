import { largestFile } from '../../components/file/stored-file.js';

export type FileProblem = 'type' | 'empty' | 'size';

/** Why a file need not be sent, judged by its name and size alone; what is in it the server judges. */
export const fileProblem = ({ name, size }: Pick<File, 'name' | 'size'>): FileProblem | undefined => {
  if (!/\.xlsx$/i.test(name.trim())) return 'type';
  if (size === 0) return 'empty';
  return size > largestFile ? 'size' : undefined;
};
