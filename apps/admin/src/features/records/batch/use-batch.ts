import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createRecords } from '../../../api/generated/sdk.gen.js';
import { asProblem, type ApiProblem } from '../../../api/problem.js';
import { useWrite } from '../../../api/write.js';
import { useSession } from '../../../app/session.js';
import { recordReads } from '../../../components/record/record-reads.js';
import { type CellError, errorsIn, placeOf, rowReader, type Sheet } from './columns.js';
import { emptyRow, isEmptyRow, type Row, type Rows } from './grid.js';
import { begin, redo, step, undo } from './history.js';
import { keptRows } from './kept-rows.js';

const rowsAtFirst = 12;

type Refused = ReadonlyMap<Row, Readonly<Record<string, string>>>;

/** Rows on their way to the server: text, its history, what is wrong with it, and how it is kept and handed in. */
export const useBatch = ({ sheet, programme }: { sheet: Sheet; programme: string }) => {
  const { user } = useSession();
  const keys = useMemo(() => sheet.columns.map(({ key }) => key), [sheet]);
  const kept = useMemo(
    () => keptRows({ user: user.id, programme, form: sheet.form.key }),
    [user.id, programme, sheet.form.key],
  );
  const [found] = useState(() => kept.read(keys));
  const [history, setHistory] = useState(() =>
    begin<Rows>(found ?? Array.from({ length: rowsAtFirst }, () => emptyRow(keys.length))),
  );
  const [restored, setRestored] = useState(found !== undefined);
  const [isKept, setIsKept] = useState(true);
  const [refused, setRefused] = useState<Refused>(new Map());
  const [checked, setChecked] = useState<Rows>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [done, setDone] = useState<number>();
  const rows = history.now;
  const read = useMemo(() => rowReader(sheet), [sheet]);
  const filled = useMemo(() => rows.filter((row) => !isEmptyRow(row)), [rows]);
  const errors = useMemo<readonly CellError[]>(
    () => errorsIn({ rows, columns: sheet.columns, read, refused }),
    [rows, sheet, read, refused],
  );

  const touched = useRef(false);
  const latest = useRef(rows);
  latest.current = rows;
  const keep = useCallback(() => {
    if (!touched.current) return;
    if (latest.current.every(isEmptyRow)) kept.clear();
    else setIsKept(kept.write(keys, latest.current));
  }, [kept, keys]);
  // Half a second after the last change, and at once when the page goes.
  useEffect(() => {
    const timer = setTimeout(keep, 500);
    return () => clearTimeout(timer);
  }, [rows, keep]);
  useEffect(() => {
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [keep]);

  const change = useCallback((next: (rows: Rows) => Rows) => {
    touched.current = true;
    setProblem(undefined);
    setHistory((before) => step(before, next(before.now)));
  }, []);
  const goBack = useCallback(() => {
    touched.current = true;
    setHistory(undo);
  }, []);
  const goForward = useCallback(() => {
    touched.current = true;
    setHistory(redo);
  }, []);

  const write = useWrite({
    send: (body: Parameters<typeof createRecords>[0]['body'], headers) =>
      createRecords({ path: { id: programme }, body, headers }),
    changes: recordReads,
  });
  /** Sends what is filled in; to be looked at only, or to be kept. Answers whether everything held. */
  const send = async (check: boolean): Promise<boolean> => {
    const sent = filled;
    const records = sent.flatMap((row) => read(row)?.record ?? []);
    setProblem(undefined);
    if (records.length < sent.length || records.length === 0) return false;
    try {
      await write.mutateAsync({ form: sheet.form.key, rows: records, ...(check ? { check } : {}) });
      setRefused(new Map());
      if (check) setChecked(rows);
      else {
        touched.current = false;
        kept.clear();
        setDone(sent.length);
      }
      return true;
    } catch (error) {
      const failure = asProblem(error);
      const said = new Map<Row, Record<string, string>>();
      for (const { field, message } of failure.errors) {
        const place = placeOf(field);
        const row = place && sent[place.sent];
        if (row) said.set(row, { [place.key]: message, ...said.get(row) });
      }
      setRefused(said);
      if (said.size === 0) setProblem(failure);
      return false;
    }
  };

  return {
    rows,
    filled: filled.length,
    errors,
    /** Whether the server has found nothing wrong with just these rows. */
    isChecked: checked === rows && refused.size === 0,
    restored,
    isKept,
    problem,
    done,
    busy: write.isPending,
    mayUndo: history.past.length > 0,
    mayRedo: history.next.length > 0,
    change,
    goBack,
    goForward,
    send,
    /** Starts anew with an empty table. */
    begin: () => {
      touched.current = false;
      kept.clear();
      setRestored(false);
      setDone(undefined);
      setChecked(undefined);
      setRefused(new Map());
      setHistory(begin<Rows>(Array.from({ length: rowsAtFirst }, () => emptyRow(keys.length))));
    },
  };
};

export type BatchState = ReturnType<typeof useBatch>;
