import { hashKey, type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { keepToken } from '../api/client.js';
import { readSessionOptions, readSessionQueryKey } from '../api/generated/@tanstack/react-query.gen.js';
import type { ReadSessionResponse } from '../api/generated/types.gen.js';

export type Session = ReadSessionResponse;
export type SignedIn = Session & { readonly user: NonNullable<Session['user']> };
export type Permission = Session['permissions'][number];

/** The session, read once; it changes only by an act of the user, which writes it back with {@link keepSession}. */
const sessionQuery = queryOptions({
  ...readSessionOptions(),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export const isSignedIn = (session: Session): session is SignedIn => session.user !== null;

export const loadSession = async (queryClient: QueryClient): Promise<Session> => {
  const session = await queryClient.ensureQueryData(sessionQuery);
  keepToken(session);
  return session;
};

/** Takes over a session the server has just answered with. Another role sees other things: everything else is read anew. */
export const keepSession = async (queryClient: QueryClient, session: Session): Promise<void> => {
  keepToken(session);
  queryClient.setQueryData(readSessionQueryKey(), session);
  const own = hashKey(readSessionQueryKey());
  await queryClient.invalidateQueries({ predicate: (query) => query.queryHash !== own });
};

/** Who is signed in, as what. Only below the shell, which lets nobody else in. */
export const useSession = (): SignedIn => {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!isSignedIn(data)) throw new Error('This screen stands outside the shell: nobody is signed in.');
  return data;
};

/** Whether the role acts for the person of the account alone, as a student's or a helper's in person does. */
export const useIsForOneself = (): boolean => {
  const role = useSession().assignment?.role;
  return role === 'student' || role === 'personalHelper';
};

/** Whether the session allows something. The server decides; this only hides what would be refused. */
export const useMay = (permission: Permission): boolean => useSession().permissions.includes(permission);
