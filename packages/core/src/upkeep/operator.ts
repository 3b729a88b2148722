import type { Actor, Call } from '../platform/call.js';
import type { Scope } from '../platform/scope.js';

/** Whoever works at the server's own machine: the audit log calls them so, since no account stands behind them. */
export const operator: Actor = { userId: null, role: 'operator', districtId: null };

/** A call as the operator: reaches everything, in the name of an organisation where paper asks for one. */
export const operatorCall = <C extends Call>(o: {
  readonly organisation: { readonly id: string; readonly name: string; readonly districtId: string };
  readonly params: C['params'];
  readonly query: C['query'];
  readonly file: boolean;
}): C => {
  const scope: Scope = {
    userId: '',
    name: 'operator',
    role: 'platformAdministrator',
    assignmentId: '',
    organisationId: o.organisation.id,
    organisationName: o.organisation.name,
    districtId: o.organisation.districtId,
    sessionHash: '',
    csrf: '',
    former: [],
    reach: () => ({ kind: 'all' }),
  };
  const call: Omit<Call, 'body'> = {
    params: o.params as Call['params'],
    query: o.query as Call['query'],
    bytes: Buffer.alloc(0),
    version: 0,
    language: 'zh',
    wants: () => o.file,
    scope,
    actor: operator,
  };
  return { ...call, body: undefined } as unknown as C;
};
