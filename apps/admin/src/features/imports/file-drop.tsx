import { FileExcelOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileSize } from '../../components/file/stored-file.js';
import { fileProblem } from './import-file.js';

interface FileDropProps {
  readonly busy: boolean;
  /** Why the server refused the upload, if it did. */
  readonly refusal: string | undefined;
  readonly onFile: (file: File) => void;
}

/** Takes one workbook, dropped or chosen. What cannot be accepted is said before anything is sent. */
export const FileDrop = ({ busy, refusal, onFile }: FileDropProps) => {
  const { t } = useTranslation('imports');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<Pick<File, 'name' | 'size'>>();
  const [problem, setProblem] = useState<string>();
  const [isOver, setIsOver] = useState(false);

  const take = (files: FileList | null) => {
    const [first] = files ?? [];
    if (!first || busy) return;
    const found = fileProblem(first);
    const words = { name: first.name, size: fileSize(first.size) };
    setFile(first);
    if (files && files.length > 1) return setProblem(t('start.several'));
    if (found) return setProblem(t(`start.problem.${found}`, words));
    setProblem(undefined);
    onFile(first);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  const error = problem ?? (busy ? undefined : refusal);

  return (
    <div
      className={`file-drop${isOver ? ' over' : ''}${error ? ' wrong' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      }}
      onDrop={drop}
    >
      <FileExcelOutlined aria-hidden className="file-drop-icon" />
      <p className="file-drop-act">
        <span className="file-drop-drag">{t('start.drop')}</span>
        <input
          ref={input}
          id={id}
          type="file"
          hidden
          accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = ''; // the same file, mended, can be chosen again
          }}
        />
        <Button
          type="primary"
          loading={busy}
          aria-describedby={error ? `${id}-error ${id}-limit` : `${id}-limit`}
          onClick={() => input.current?.click()}
        >
          {t(error ? 'start.chooseAgain' : 'start.choose')}
        </Button>
      </p>
      <p className="muted" id={`${id}-limit`}>
        {t('start.limit')}
      </p>
      <div aria-live="polite">
        {busy && file && <p>{t('start.sending', { name: file.name, size: fileSize(file.size) })}</p>}
      </div>
      <p className="field-error" id={`${id}-error`} role="alert">
        {error}
      </p>
    </div>
  );
};
