import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { idempotencyKey } from '../../api/client.js';
import { readFileQueryKey } from '../../api/generated/@tanstack/react-query.gen.js';
import { uploadFile } from '../../api/generated/sdk.gen.js';
import type { StoredFile } from '../../api/generated/types.gen.js';
import { type ApiProblem, asProblem } from '../../api/problem.js';
import { smallerPhoto } from './smaller-photo.js';
import { largestFile } from './stored-file.js';

/** A file on its way, or one that did not get there. */
export interface Sending {
  readonly key: string;
  readonly file: File;
  /** Why it is not there: too large or empty, known without asking, or what the server said. */
  readonly failure?: 'size' | 'empty' | ApiProblem;
}

/** Sends chosen files one after the other, so that a slow line finishes one before it begins the next. */
export const useSending = ({
  onSent,
  onSending,
}: {
  readonly onSent: (file: StoredFile) => void;
  readonly onSending: (more: 1 | -1) => void;
}) => {
  const queryClient = useQueryClient();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const told = useRef({ onSent, onSending });
  told.current = { onSent, onSending };
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => void (isMounted.current = false);
  }, []);

  const forget = (key: string) => setSending((all) => all.filter((one) => one.key !== key));
  const fail = (key: string, failure: NonNullable<Sending['failure']>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, failure } : one)));

  const sendOne = async ({ key, file }: Sending): Promise<void> => {
    if (!isMounted.current) return;
    const photo = await smallerPhoto(file);
    if (photo.size === 0) return fail(key, 'empty');
    if (photo.size > largestFile) return fail(key, 'size');
    try {
      const answer = await uploadFile({
        query: { name: photo.name.slice(-300) },
        body: photo,
        headers: { 'Idempotency-Key': key },
      });
      queryClient.setQueryData(readFileQueryKey({ path: { id: answer.id } }), answer);
      if (!isMounted.current) return;
      forget(key);
      told.current.onSent(answer);
    } catch (error) {
      fail(key, asProblem(error));
    }
  };
  const enqueue = (one: Sending) => {
    told.current.onSending(1);
    queue.current = queue.current.then(() => sendOne(one)).finally(() => told.current.onSending(-1));
  };

  return {
    sending,
    add: (files: readonly File[]) => {
      const more = files.map((file) => ({ key: idempotencyKey(), file }));
      setSending((all) => [...all, ...more]);
      more.forEach(enqueue);
    },
    /** The same key again: what the server has taken in already it does not take in twice. */
    again: ({ key, file }: Sending) => {
      setSending((all) => all.map((one) => (one.key === key ? { key, file } : one)));
      enqueue({ key, file });
    },
    forget,
  };
};
