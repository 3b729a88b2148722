import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { readRecordOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { NotFound } from '../../components/error-panel.js';
import { ChooseForm } from './choose-form.js';
import './new-record.css';
import { formOf, useProgramme } from '../../components/programme/programme.js';
import { writePairings } from './pairing-choice.js';
import { RecordDone } from './record-done.js';
import { newRecordRoute } from './routes.js';
import { WriteRecord } from './write-record.js';

interface WriteProps {
  readonly programme: string;
  readonly form: string;
}

const Begin = ({ programme, form }: WriteProps) => {
  const { manifest } = useProgramme(programme);
  const found = formOf(manifest, form);
  return found ? <WriteRecord programme={programme} form={found} /> : <NotFound />;
};

/** Begins with what another record says, today. */
const BeginWithCopy = ({ programme, form, copy }: WriteProps & { readonly copy: string }) => {
  const { data } = useSuspenseQuery(readRecordOptions({ path: { id: copy } }));
  const copied = useRef(data).current;
  const { manifest } = useProgramme(programme);
  const found = formOf(manifest, form);
  return found && copied.form === form ? (
    <WriteRecord programme={programme} form={found} copied={copied} />
  ) : (
    <NotFound />
  );
};

/** Goes on with a draft, as it stood when the page was opened. */
const GoOn = ({ id }: { id: string }) => {
  const search = newRecordRoute.useSearch();
  const { data } = useSuspenseQuery(readRecordOptions({ path: { id } }));
  const draft = useRef(data).current;
  const { manifest } = useProgramme(draft.programme);
  const form = formOf(manifest, draft.form);
  const named = useRef(search.pairing !== undefined);
  if (draft.state !== 'draft') return <Navigate to="/records/$id" params={{ id }} replace />;
  if (!form) return <NotFound />;
  const pairing = writePairings(draft.subjects.map((subject) => subject.pairing));
  if (!named.current && pairing) {
    named.current = true;
    return <Navigate to="/records/new" search={{ ...search, pairing }} replace />;
  }
  return <WriteRecord programme={draft.programme} form={form} draft={draft} />;
};

/** The draft of the address is one to go on with when it stood there first; else it is the one just begun here. */
const Write = ({
  draft,
  copy,
  ...props
}: WriteProps & { readonly draft: string | undefined; readonly copy: string | undefined }) => {
  const opened = useRef(draft).current;
  if (opened) return <GoOn id={opened} />;
  return copy ? <BeginWithCopy {...props} copy={copy} /> : <Begin {...props} />;
};

/** 填写记录: choose the form if the address names none, fill it in, see what was recorded. */
export const NewRecord = () => {
  const { programme, form, draft, copy, done } = newRecordRoute.useSearch();
  if (done) return <RecordDone id={done} />;
  if (!programme || !form) return <ChooseForm programme={programme} />;
  return (
    <Write key={`${programme} ${form} ${copy ?? ''}`} programme={programme} form={form} draft={draft} copy={copy} />
  );
};
