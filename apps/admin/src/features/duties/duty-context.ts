import type { DutyManifest, ProgrammeManifest } from '@xieshou/sdk';
import type { ReadProgrammeResponse } from '../../api/generated/types.gen.js';
import { useMay, useSession } from '../../app/session.js';
import { manifestOf } from '../../components/programme/manifest.js';
import { mayWriteFor, newRecordFor, recordsOf, type Standing } from './matrix.js';

/** What the cells need to know of the programme and of who looks at them. */
export interface DutyContext {
  readonly programme: string;
  readonly duties: ReadonlyMap<string, DutyManifest>;
  /** None where the programme's plugin is missing. */
  readonly sides: ProgrammeManifest['sides'] | undefined;
  readonly mayRemind: boolean;
  readonly mayExcuse: boolean;
  /** Whether there is anything to do with a selection. */
  readonly maySelect: boolean;
  /** Address of the records behind a cell. */
  readonly records: (standing: Standing) => string;
  /** Address of a new record that would count for a cell; undefined where the caller may write none. */
  readonly newRecord: (standing: Standing) => string | undefined;
}

export const useDutyContext = (programme: ReadProgrammeResponse): DutyContext => {
  const { assignment } = useSession();
  const isRunning = programme.state === 'enabled' && !programme.missing;
  const mayRemind = useMay('duty.remind') && isRunning;
  const mayExcuse = useMay('duty.excuse') && isRunning;
  const mayWrite = useMay('record.write') && isRunning;
  const organisation = assignment?.organisation.id ?? '';
  const manifest = manifestOf(programme);
  const forms = new Map(manifest?.forms.map((form) => [form.key, form]));
  return {
    programme: programme.id,
    duties: new Map(manifest?.duties.map((duty) => [duty.key, duty])),
    sides: manifest?.sides,
    mayRemind,
    mayExcuse,
    maySelect: mayRemind || mayExcuse,
    records: (standing) => recordsOf(programme.id, standing),
    newRecord: (standing) =>
      mayWrite && mayWriteFor(standing, forms.get(standing.duty), organisation)
        ? newRecordFor(programme.id, standing)
        : undefined,
  };
};
