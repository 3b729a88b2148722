import type { Call, Scope, Sessions } from '@xieshou/core';

/** Calls services as one account would, without a browser. */
export const callerOf = async (sessions: Sessions, username: string) => {
  const scope: Scope = await sessions.scopeFor(username);
  return <C extends Call>(part: {
    readonly params?: C['params'];
    readonly query?: C['query'];
    readonly version?: number;
    readonly body?: C['body'];
  }): C =>
    ({
      params: {},
      query: {},
      body: undefined,
      bytes: Buffer.alloc(0),
      version: 0,
      language: 'zh',
      wants: () => false,
      scope,
      actor: { userId: scope.userId, role: scope.role, districtId: scope.districtId },
      ...part,
    }) as unknown as C;
};
