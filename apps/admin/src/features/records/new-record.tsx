import { NotFound } from '../../components/error-panel.js';
import { ChooseForm } from './choose-form.js';
import './new-record.css';
import { formOf, useProgramme } from '../../components/programme/programme.js';
import { RecordDone } from './record-done.js';
import { newRecordRoute } from './routes.js';
import { WriteRecord } from './write-record.js';

const Write = ({ programme, form }: { programme: string; form: string }) => {
  const { manifest } = useProgramme(programme);
  const found = formOf(manifest, form);
  return found ? <WriteRecord programme={programme} form={found} /> : <NotFound />;
};

/** 填写记录: choose the form if the address names none, fill it in, see what was recorded. */
export const NewRecord = () => {
  const { programme, form, done } = newRecordRoute.useSearch();
  if (done) return <RecordDone id={done} />;
  if (!programme || !form) return <ChooseForm programme={programme} />;
  return <Write key={`${programme} ${form}`} programme={programme} form={form} />;
};
