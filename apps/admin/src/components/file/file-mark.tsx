import {
  FileExcelOutlined,
  FileImageOutlined,
  FileOutlined,
  FilePdfOutlined,
  FileWordOutlined,
} from '@ant-design/icons';
import { useState } from 'react';
import type { StoredFile } from '../../api/generated/types.gen.js';
import './file.css';
import { fileAddress, isPicture } from './stored-file.js';

const marks = [
  [/pdf/, FilePdfOutlined, 'pdf'],
  [/word/, FileWordOutlined, 'word'],
  [/excel|spreadsheet/, FileExcelOutlined, 'excel'],
  [/image/, FileImageOutlined, 'image'],
] as const;

interface FileMarkProps {
  readonly file: Pick<StoredFile, 'id' | 'mediaType'>;
  readonly record: string | undefined;
}

/** A small picture of a picture, or the sign of what kind of file it is. */
export const FileMark = ({ file, record }: FileMarkProps) => {
  const [isBroken, setBroken] = useState(false);
  if (isPicture(file) && !isBroken)
    return (
      <img
        className="file-mark"
        src={`${fileAddress(file.id, record)}?as=small`}
        alt=""
        loading="lazy"
        onError={() => setBroken(true)}
      />
    );
  const [, Mark, kind] = marks.find(([type]) => type.test(file.mediaType)) ?? [null, FileOutlined, 'other'];
  return (
    <span className={`file-mark sign ${kind}`} aria-hidden>
      <Mark />
    </span>
  );
};
