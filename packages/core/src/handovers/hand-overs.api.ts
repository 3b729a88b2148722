import { t } from '@xieshou/sdk';
import * as z from 'zod';
import { roles } from '../access/access.api.js';
import { byId, DayText, endpoint, Id, Instant, TextPair } from '../platform/endpoint.js';

const Named = z.object({ id: Id, name: z.string() });
const Written = z.object({ id: Id, programme: z.string(), form: TextPair, on: DayText });
/** As many of a kind as are listed one by one. */
export const LISTED = 200;
const most = <T extends z.ZodType>(row: T) => z.object({ total: z.int(), rows: z.array(row) });

/** What somebody has in hand in one role. */
export const InHand = z.object({
  /** Begun and not handed in. */
  drafts: most(Written),
  /** Handed in by them and given back. */
  returned: most(Written),
  /** What waits for their organisation, where nobody else there could decide it. */
  reviews: most(
    z.object({
      id: Id,
      programme: z.string(),
      form: TextPair,
      on: DayText,
      pairing: z.string(),
      dueOn: DayText.nullable(),
    }),
  ),
  /** Problems not closed for which they are named as responsible. */
  rectifications: most(z.object({ id: Id, programme: z.string(), content: z.string(), dueOn: DayText })),
  /** Roles that somebody acts in for them, or they for somebody. */
  delegations: most(
    z.object({ id: Id, way: z.enum(['given', 'received']), other: Named, startsOn: DayText, endsOn: DayText }),
  ),
});

const Held = z.object({ id: Id, role: z.enum(roles), organisation: Named });

export const readInHand = endpoint({
  name: 'readInHand',
  method: 'GET',
  path: '/api/users/:id/hand-over',
  gate: 'user.read',
  summary: 'What an account has in hand in one of its roles, who could take it over, and earlier hand-overs (交接单)',
  params: byId,
  query: z.strictObject({ assignment: Id.optional() }),
  answer: z.object({
    user: Named.extend({ username: z.string() }),
    assignment: Held,
    /** Its roles in my reach. */
    assignments: z.array(Held),
    inHand: InHand,
    /** Others with a role at the organisation; `mayWrite` tells who could finish drafts. */
    colleagues: z.array(Named.extend({ mayWrite: z.boolean() })),
    earlier: z.array(z.object({ id: Id, to: z.string(), at: Instant })),
  }),
});

export const readPersonInHand = endpoint({
  name: 'readPersonInHand',
  method: 'GET',
  path: '/api/people/:id/in-hand',
  gate: 'user.read',
  summary: 'Roles of a person’s accounts in my reach in which something is in hand, and how much',
  params: byId,
  answer: z.array(z.object({ user: Named, assignment: Held, total: z.int() })),
});

export const HandOver = z.object({
  id: Id,
  from: Named,
  to: Named,
  /** Who had it handed over. */
  by: z.string(),
  at: Instant,
  role: z.enum(roles),
  organisation: Named,
  drafts: z.int(),
  delegations: z.int(),
  content: InHand,
});

export const handOverUser = endpoint({
  name: 'handOverUser',
  method: 'POST',
  path: '/api/users/:id/hand-over',
  gate: 'user.write',
  summary: 'Hand over what an account has in hand in a role: drafts go to a colleague, delegations end',
  params: byId,
  words: { to: t('接交人', 'the colleague who takes over') },
  body: z.strictObject({ assignment: Id, to: Id }),
  answer: HandOver,
  status: 201,
});

export const readHandOver = endpoint({
  name: 'readHandOver',
  method: 'GET',
  path: '/api/hand-overs/:id',
  gate: 'user.read',
  summary: 'A hand-over as it was (交接单)',
  params: byId,
  answer: HandOver,
});
