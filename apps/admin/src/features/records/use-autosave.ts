import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ifMatch, idempotencyKey } from '../../api/client.js';
import { readRecordQueryKey } from '../../api/generated/@tanstack/react-query.gen.js';
import { changeRecord, createRecord } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { changed } from '../../api/queries.js';
import { draftKeeper, type Held } from './draft-keeper.js';

/** A change rests this long before it is kept. */
const rest = 5000;

type Data = Readonly<Record<string, unknown>>;

interface AutosaveOptions {
  readonly programme: string;
  readonly form: string;
  readonly pairings: readonly string[];
  /** The draft that was opened, if any. */
  readonly held: Held | undefined;
  /** What the form holds before anything is typed. */
  readonly initial: Data | undefined;
  /** The draft has come to be: its place in the address survives a reload. */
  readonly onBegun: (id: string) => void;
}

/** What has become of the draft since the form was opened. */
export type Kept = { readonly state: 'kept'; readonly at: Date } | { readonly state: 'failed' | 'elsewhere' };

/** Keeps a record that is being written as a draft, while it is typed and when the page is left. */
export const useAutosave = (options: AutosaveOptions) => {
  const queryClient = useQueryClient();
  const latest = useRef(options);
  latest.current = options;
  const [kept, setKept] = useState<Kept>();
  const isMounted = useRef(true);
  /** Throws the copy in this tab away, once the server has it. */
  const settle = useRef<() => void>(undefined);
  const [keeper] = useState(() =>
    draftKeeper({
      wait: rest,
      held: options.held,
      send: async ({ data, pairings }, held) => {
        const { programme, form } = latest.current;
        const headers = { 'Idempotency-Key': idempotencyKey() };
        const answer = held
          ? await changeRecord({
              path: { id: held.id },
              body: { data, pairings: [...pairings] },
              headers: { ...headers, ...ifMatch(held.version) },
            })
          : await createRecord({
              path: { id: programme },
              body: { form, data, pairings: [...pairings], draft: true },
              headers,
            });
        queryClient.setQueryData(readRecordQueryKey({ path: { id: answer.id } }), answer);
        if (!held && isMounted.current) latest.current.onBegun(answer.id);
        return { id: answer.id, version: answer.version };
      },
      onKept: () => {
        settle.current?.();
        if (isMounted.current) setKept({ state: 'kept', at: new Date() });
        void changed(queryClient, ['readWorkbench', 'listRecords']);
      },
      onFailed: (error) => {
        if (isMounted.current) setKept({ state: asProblem(error).status === 409 ? 'elsewhere' : 'failed' });
      },
      isFinal: (error) => [404, 409].includes(asProblem(error).status),
    }),
  );

  useEffect(() => {
    isMounted.current = true;
    const leave = () => document.visibilityState === 'hidden' && void keeper.flush();
    document.addEventListener('visibilitychange', leave);
    return () => {
      isMounted.current = false;
      document.removeEventListener('visibilitychange', leave);
      void keeper.flush();
    };
  }, [keeper]);

  const typed = useRef<Data>(undefined);
  const type = useCallback(
    (data: Data, clear: () => void) => {
      typed.current = data;
      settle.current = clear;
      keeper.type({ data, pairings: latest.current.pairings });
    },
    [keeper],
  );
  // Another pairing is a change as well, once there is something to keep.
  const pairings = options.pairings.join(',');
  const before = useRef(pairings);
  useEffect(() => {
    if (before.current === pairings) return;
    before.current = pairings;
    const data = typed.current ?? (keeper.held() ? latest.current.initial : undefined);
    if (data) keeper.type({ data, pairings: latest.current.pairings });
  }, [keeper, pairings]);

  return { kept, keeper, type };
};
