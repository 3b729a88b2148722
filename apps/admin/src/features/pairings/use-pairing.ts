import type { ProgrammeManifest } from '@xieshou/sdk';
import { isDay, today } from '@xieshou/sdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createPairing } from '../../api/generated/sdk.gen.js';
import type { CreatePairingData, CreatePairingResponse, ReadProgrammeResponse } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useText } from '../../app/i18n.js';
import { useProblemText } from '../../components/error-panel.js';
import type { Candidate } from './candidates.js';
import { clampDay } from './pair-days.js';

type Errors = Readonly<Record<string, string>>;

interface PairingOptions {
  readonly programme: ReadProgrammeResponse;
  readonly manifest: ProgrammeManifest;
}

/** One pair after the other: the day and the appointed offices stay, the two sides start anew. */
export const usePairing = ({ programme, manifest }: PairingOptions) => {
  const { t } = useTranslation('pairings');
  const text = useText();
  const problemText = useProblemText();
  const [helper, setHelper] = useState<Candidate>();
  const [helped, setHelped] = useState<Candidate>();
  const [startsOn, setStartsOn] = useState<string | undefined>(() => clampDay(today(new Date()), programme));
  const [appointed, setAppointed] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const [made, setMade] = useState<readonly CreatePairingResponse[]>([]);
  const [isJudged, setIsJudged] = useState(false);

  const save = useWrite({
    send: (body: CreatePairingData['body'], headers) => createPairing({ path: { id: programme.id }, body, headers }),
    changes: ['listCandidates', 'listPairings', 'listProgrammes', 'readProgramme', 'readDuties', 'readWorkbench'],
    onDone: (pairing) => {
      setMade((before) => [pairing, ...before]);
      setHelper(undefined);
      setHelped(undefined);
      setReason('');
      setIsJudged(false);
    },
  });

  const dayError = (day: string | undefined): Errors => {
    if (!day || !isDay(day)) return { startsOn: t('new.noDay') };
    if (clampDay(day, programme) === day) return {};
    return { startsOn: t('new.outside', { from: programme.startsOn, to: programme.endsOn }) };
  };
  const problem = save.error ? asProblem(save.error) : undefined;
  const sides = { helper, helped };
  const needsReason = [helper, helped].some((one) => one?.eligible === false);
  const isUnexplained = needsReason && [...reason.trim()].length < 2;
  const own: Errors = {
    ...(helper ? {} : { helper: t('new.missing', { side: text(manifest.sides.helper.title) }) }),
    ...(helped ? {} : { helped: t('new.missing', { side: text(manifest.sides.helped.title) }) }),
    ...dayError(startsOn),
    ...(isUnexplained ? { reason: t('new.noReason') } : {}),
  };
  const refused: Errors = Object.fromEntries((problem?.errors ?? []).map(({ field, message }) => [field, message]));
  const errors: Errors = { ...(isJudged ? own : {}), ...refused };
  const known = [
    'helper',
    'helped',
    'startsOn',
    ...(needsReason ? ['reason'] : []),
    ...manifest.roles.map(({ key }) => `appointed.${key}`),
  ];
  const general = problem && [
    ...(problem.errors.length === 0 ? [problemText(problem)] : []),
    ...problem.errors.filter(({ field }) => !known.includes(field)).map(({ message }) => message),
  ];

  /** What the server said was about the pair before. */
  const anew =
    <Args extends readonly unknown[]>(change: (...args: Args) => void) =>
    (...args: Args) => {
      save.reset();
      change(...args);
    };

  return {
    ...sides,
    startsOn,
    appointed,
    made,
    errors,
    general: general?.join(' ') ?? '',
    isBusy: save.isPending,
    isReady: Object.keys(own).length === 0,
    pickHelper: anew(setHelper),
    pickHelped: anew(setHelped),
    setStartsOn: anew(setStartsOn),
    /** One of the two does not qualify: why they are paired all the same. */
    needsReason,
    reason,
    setReason: anew(setReason),
    appoint: anew((role: string, id: string | undefined) =>
      setAppointed((before) =>
        id === undefined
          ? Object.fromEntries(Object.entries(before).filter(([key]) => key !== role))
          : { ...before, [role]: id },
      ),
    ),
    /** Answers whether it was sent. */
    submit: (): boolean => {
      if (save.isPending) return true;
      if (!helper || !helped || !startsOn || dayError(startsOn)['startsOn'] || isUnexplained) {
        setIsJudged(true);
        return false;
      }
      save.mutate({
        helper: helper.id,
        helped: helped.id,
        startsOn,
        appointed: { ...appointed },
        ...(needsReason ? { reason: reason.trim() } : {}),
      });
      return true;
    },
  };
};
