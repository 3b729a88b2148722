import { DownloadOutlined } from '@ant-design/icons';
import { App } from 'antd';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/download.js';
import type { StoredFile } from '../../api/generated/types.gen.js';
import { useProblemText } from '../error-panel.js';
import { asProblem } from '../../api/problem.js';
import './file.css';
import { FileMark } from './file-mark.js';
import { fileAddress, fileSize, isPicture } from './stored-file.js';

/** The files of a record: pictures open in a tab of their own, everything can be saved. */
export const FileList = ({ record, files }: { record: string; files: readonly StoredFile[] }) => {
  const { t } = useTranslation('app');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const save = (event: MouseEvent, file: StoredFile) => {
    // The link is good for another tab; here a failure is to be said, not saved as a file.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    download({ url: fileAddress(file.id, record), accept: '*/*', fileName: file.name }).catch(
      (error: unknown) => void message.error(problemText(asProblem(error))),
    );
  };
  return (
    <ul className="file-list">
      {files.map((file) => (
        <li key={file.id}>
          {isPicture(file) ? (
            <a
              href={`${fileAddress(file.id, record)}?as=picture`}
              target="_blank"
              rel="noopener"
              aria-label={t('files.open', { name: file.name })}
            >
              <FileMark file={file} record={record} />
            </a>
          ) : (
            <FileMark file={file} record={record} />
          )}
          <span className="file-words">
            <a
              href={fileAddress(file.id, record)}
              download={file.name}
              aria-label={t('files.save', { name: file.name })}
              onClick={(event) => save(event, file)}
            >
              {file.name} <DownloadOutlined aria-hidden />
            </a>
            <span className="muted">{fileSize(file.bytes)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
};
