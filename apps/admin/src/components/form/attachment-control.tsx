import { CameraOutlined, DeleteOutlined, LoadingOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { FieldManifest } from '@xieshou/sdk';
import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readFileOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { StoredFile } from '../../api/generated/types.gen.js';
import { useProblemText } from '../error-panel.js';
import '../file/file.css';
import { FileMark } from '../file/file-mark.js';
import { fileSize, takenTypes } from '../file/stored-file.js';
import { type Sending, useSending } from '../file/use-sending.js';
import { usePhone } from '../use-media.js';
import { useFormFiles } from './attached.js';

const idsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

interface KeptProps {
  readonly id: string;
  readonly disabled: boolean;
  readonly onRemove: (name: string) => void;
}

/** A file that is with the server: on the record already, or added just now. */
const Kept = ({ id, disabled, onRemove }: KeptProps) => {
  const { t } = useTranslation('app');
  const { attached } = useFormFiles();
  const own = attached?.files.find((file) => file.id === id);
  const read = useQuery({
    ...readFileOptions({ path: { id } }),
    enabled: own === undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const file: StoredFile = own ?? read.data ?? { id, name: t('files.unknown'), mediaType: '', bytes: 0 };
  return (
    <li>
      <FileMark key={file.mediaType} file={file} record={own && attached?.record} />
      <span className="file-words">
        {file.name}
        {file.bytes > 0 && <span className="muted">{fileSize(file.bytes)}</span>}
      </span>
      <Button
        type="text"
        icon={<DeleteOutlined />}
        disabled={disabled}
        aria-label={t('files.removeNamed', { name: file.name })}
        onClick={() => onRemove(file.name)}
      >
        {t('files.remove')}
      </Button>
    </li>
  );
};

interface OnItsWayProps {
  readonly one: Sending;
  readonly onAgain: () => void;
  readonly onForget: () => void;
}

const OnItsWay = ({ one, onAgain, onForget }: OnItsWayProps) => {
  const { t } = useTranslation('app');
  const problemText = useProblemText();
  const { file, failure } = one;
  const sentence = (why: NonNullable<Sending['failure']>) =>
    typeof why === 'string' ? t(`files.problem.${why}`, { size: fileSize(file.size) }) : problemText(why);
  return (
    <li className={failure ? 'wrong' : ''}>
      {!failure && (
        <span className="file-mark sign">
          <LoadingOutlined aria-hidden />
        </span>
      )}
      <span className="file-words">
        {file.name}
        {failure ? (
          <span className="field-error" role="alert">
            {sentence(failure)}
          </span>
        ) : (
          <span className="muted">{t('files.sending', { size: fileSize(file.size) })}</span>
        )}
      </span>
      {typeof failure === 'object' && failure.outcomeUnknown && (
        <Button type="text" onClick={onAgain}>
          {t('files.again')}
        </Button>
      )}
      {failure && (
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('files.removeNamed', { name: file.name })}
          onClick={onForget}
        >
          {t('files.remove')}
        </Button>
      )}
    </li>
  );
};

interface AttachmentControlProps {
  readonly field: FieldManifest;
  readonly id: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onBlur?: () => void;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly disabled?: boolean;
}

/** Files that go with a record: chosen, dropped or photographed, sent at once, taken out again. */
export const AttachmentControl = ({
  field,
  id,
  value,
  onChange,
  onBlur,
  invalid,
  describedBy,
  disabled = false,
}: AttachmentControlProps) => {
  const { t } = useTranslation('app');
  const isPhone = usePhone();
  const { onSending } = useFormFiles();
  const [isOver, setOver] = useState(false);
  const [said, setSaid] = useState('');
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const ids = idsOf(value);
  // Files arrive one by one, between two drawings of the form.
  const latest = useRef(ids);
  latest.current = ids;
  const set = (next: readonly string[]) => {
    latest.current = next;
    onChange(next.length > 0 ? next : undefined);
    onBlur?.();
  };
  const { sending, add, again, forget } = useSending({
    onSending,
    onSent: (file) => {
      set([...latest.current, file.id]);
      setSaid(t('files.added', { name: file.name }));
    },
  });
  const most = field.max ?? 1;
  const room = most - ids.length - sending.filter((one) => !one.failure).length;
  const take = (files: FileList | null) => {
    if (disabled || !files) return;
    const chosen = [...files];
    if (chosen.length > room) setSaid(t('files.tooMany', { count: most }));
    else setSaid('');
    add(chosen.slice(0, Math.max(0, room)));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const remove = (one: string, name: string) => {
    set(latest.current.filter((other) => other !== one));
    setSaid(t('files.removed', { name }));
    button.current?.focus();
  };
  const input = (ref: typeof chooser, more: object) => (
    <input
      ref={ref}
      type="file"
      hidden
      {...more}
      onChange={(event) => {
        take(event.target.files);
        event.target.value = ''; // the same file can be chosen again
      }}
    />
  );

  return (
    <div
      id={id}
      role="group"
      tabIndex={-1}
      aria-labelledby={`${id}-label`}
      aria-describedby={[describedBy, `${id}-limit`].filter(Boolean).join(' ')}
      className={`file-adding${isOver ? ' over' : ''}${invalid ? ' wrong' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      {(ids.length > 0 || sending.length > 0) && (
        <ul className="file-list">
          {ids.map((one) => (
            <Kept key={one} id={one} disabled={disabled} onRemove={(name) => remove(one, name)} />
          ))}
          {sending.map((one) => (
            <OnItsWay key={one.key} one={one} onAgain={() => again(one)} onForget={() => forget(one.key)} />
          ))}
        </ul>
      )}
      <div className="file-acts">
        {input(chooser, { multiple: true, accept: takenTypes })}
        {isPhone && input(camera, { accept: 'image/*', capture: 'environment' })}
        <Button
          ref={button}
          icon={<PaperClipOutlined />}
          disabled={disabled || room <= 0}
          onClick={() => chooser.current?.click()}
        >
          {t('files.add')}
        </Button>
        {isPhone && (
          <Button icon={<CameraOutlined />} disabled={disabled || room <= 0} onClick={() => camera.current?.click()}>
            {t('files.photo')}
          </Button>
        )}
        <span className="muted" id={`${id}-limit`}>
          {t(isPhone ? 'files.limit' : 'files.limitOrDrop', { most })}
        </span>
      </div>
      <p className="muted" aria-live="polite">
        {said}
      </p>
    </div>
  );
};
