import { t } from '@xieshou/sdk';
import * as z from 'zod';
import { byId, DayText, endpoint, Id } from '../platform/endpoint.js';
import { roles } from './access.api.js';

const Named = z.object({ id: Id, name: z.string() });
export const Delegation = z.object({
  id: Id,
  assignment: Id,
  role: z.enum(roles),
  organisation: Named,
  /** Who acts for whom. */
  from: Named,
  to: Named,
  startsOn: DayText,
  endsOn: DayText,
  state: z.enum(['coming', 'running', 'over']),
});

export const listDelegations = endpoint({
  name: 'listDelegations',
  method: 'GET',
  path: '/api/delegations',
  gate: 'signedIn',
  summary: 'Who acts for me (代理), and for whom I act',
  answer: z.object({ given: z.array(Delegation), received: z.array(Delegation) }),
});
export const listColleagues = endpoint({
  name: 'listColleagues',
  method: 'GET',
  path: '/api/delegations/colleagues',
  gate: 'signedIn',
  summary: 'Accounts of the organisation I act at, other than mine',
  answer: z.object({ rows: z.array(Named) }),
});
export const createDelegation = endpoint({
  name: 'createDelegation',
  method: 'POST',
  path: '/api/delegations',
  gate: 'signedIn',
  summary: 'Let a colleague act in the role I act in, from one day to another',
  words: { to: t('代理人', 'the colleague who acts') },
  body: z.strictObject({ to: Id, startsOn: DayText, endsOn: DayText }),
  answer: Delegation,
  status: 201,
});
export const endDelegation = endpoint({
  name: 'endDelegation',
  method: 'POST',
  path: '/api/delegations/:id/end',
  gate: 'signedIn',
  summary: 'End a delegation that I gave or received',
  params: byId,
  answer: Delegation,
});
