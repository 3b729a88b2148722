import { useEffect, useState } from 'react';
import { previewProgramme } from '../../api/generated/sdk.gen.js';
import type { PreviewProgrammeResponse } from '../../api/generated/types.gen.js';
import { useWrite } from '../../api/write.js';
import type { Chosen } from './organisation-tree.js';

export type Preview = PreviewProgrammeResponse;

/** Ticks come in quick succession; only where the hand rests is asked for. */
const restMs = 250;

/** What enabling would show to whom, asked anew with every change of the choice; the answer before stays meanwhile. */
export const usePreview = (plugin: string, preset: string, chosen: readonly Chosen[]) => {
  const [answer, setAnswer] = useState<{ readonly of: string; readonly preview: Preview }>();
  const [again, setAgain] = useState(0);
  const question = JSON.stringify({ plugin, preset, organisations: chosen });
  const ask = useWrite({
    send: (of: string) =>
      previewProgramme({ body: JSON.parse(of) as { plugin: string; preset: string; organisations: Chosen[] } }),
  });
  const { mutate, reset } = ask;
  const isEmpty = chosen.length === 0;

  useEffect(() => {
    if (isEmpty) {
      setAnswer(undefined);
      reset();
      return;
    }
    // The callback belongs to the latest call only: an answer that comes late is dropped.
    const timer = setTimeout(
      () => mutate(question, { onSuccess: (preview) => setAnswer({ of: question, preview }) }),
      restMs,
    );
    return () => clearTimeout(timer);
  }, [question, isEmpty, again, mutate, reset]);

  return {
    preview: answer?.preview,
    isEmpty,
    isOld: answer !== undefined && answer.of !== question,
    error: ask.error,
    retry: () => setAgain((n) => n + 1),
  };
};
