import * as z from 'zod';
import { byId, DayText, endpoint, Id, TextPair } from '../platform/endpoint.js';

const Named = z.object({ id: Id, name: z.string() });
const Titled = z.object({ id: Id, title: z.string(), schoolYear: z.string() });

/** What is not finished in a programme: it cannot be worked on once the programme is closed. */
const unfinished = {
  drafts: z.int(),
  /** Records that wait for the other side, or for the writer after a return. */
  unconfirmed: z.int(),
  rectifications: z.int(),
};

/** What becomes of an organisation in the year after. */
const Place = z.object({
  was: Named,
  /** The same, or the one it was merged into; null when it is left out. */
  now: Named.nullable(),
  reason: TextPair.nullable(),
});

const InsideGoingOn = z.object({
  id: Id,
  title: TextPair,
  helper: z.string(),
  helped: z.string(),
  /** Why it does not go on. */
  reason: TextPair.nullable(),
});

const PairingGoingOn = z.object({
  id: Id,
  /** The sides as they will be. */
  helper: Named,
  helped: Named,
  /** `full`: one side holds as many as it may by those before; it goes on when the officer leaves out another. */
  outcome: z.enum(['continues', 'full', 'leftOut']),
  /** Why it is left out, or what is different from now on. */
  reason: TextPair.nullable(),
  appointed: z.array(Place.extend({ role: z.string() })),
  inside: z.array(InsideGoingOn),
  ...unfinished,
});

export const Rollover = z.object({
  programme: Titled.extend({ startsOn: DayText, endsOn: DayText }),
  next: z.object({
    schoolYear: z.string(),
    title: z.string(),
    /** Null as long as the calendar does not have that year. */
    startsOn: DayText.nullable(),
    endsOn: DayText.nullable(),
  }),
  /** The programme that goes on from this one already. */
  continuedBy: Titled.nullable(),
  /** Why it cannot be done now, each with its remedy. Settings that lack something stand by themselves. */
  obstacles: z.array(TextPair),
  organisations: z.array(Place.extend({ subtree: z.boolean() })),
  settings: z.object({
    number: z.int(),
    values: z.record(z.string(), z.unknown()),
    added: z.array(z.string()),
    dropped: z.array(z.string()),
    lacking: z.array(z.object({ field: z.string(), text: TextPair })),
  }),
  pairings: z.array(PairingGoingOn),
  unfinished: z.object(unfinished),
  /** Stands for what it rests on; the rollover is refused when any of it has changed. */
  token: z.string(),
});

export const previewRollover = endpoint({
  name: 'previewRollover',
  method: 'GET',
  path: '/api/programmes/:id/rollover',
  gate: 'programme.write',
  summary: 'What going on into the next school year would make of a programme; nothing changes',
  params: byId,
  answer: Rollover,
});
export const rollOver = endpoint({
  name: 'rollOver',
  method: 'POST',
  path: '/api/programmes/:id/rollover',
  gate: 'programme.write',
  summary: 'Start the programme of the next school year from this one, as the preview said',
  params: byId,
  body: z.strictObject({
    token: z.string().max(64),
    title: z.string().trim().min(2).max(60),
    /** The pairings that go on; the others are left out. */
    pairings: z.array(Id).max(5000),
    /** What the settings lack, or what is to be different. */
    settings: z.record(z.string().max(60), z.unknown()).default({}),
  }),
  ifMatch: true,
  answer: Titled.extend({ startsOn: DayText, endsOn: DayText, pairings: z.int(), inside: z.int(), leftOut: z.int() }),
  status: 201,
});
export const readEnding = endpoint({
  name: 'readEnding',
  method: 'GET',
  path: '/api/programmes/:id/ending',
  gate: 'programme.write',
  summary: 'What is still open before a programme is closed, and the programmes before and after it',
  params: byId,
  answer: z.object({ ...unfinished, continues: Titled.nullable(), continuedBy: Titled.nullable() }),
});
