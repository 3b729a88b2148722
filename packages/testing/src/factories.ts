import { Accounts, hashPassword, Organisations, type Role, system, Units } from '@xieshou/core';
import { type Client, clientOf } from './client.js';
import type { TestServer } from './server.js';

/** The password of every account that factories make. Long enough, three kinds of signs. */
export const PASSWORD = 'Hand-in-hand-2026';

// One hash for all: hashing is slow on purpose.
let passwordHash: Promise<string> | undefined;
let made = 0;

export interface Place {
  readonly id: string;
  readonly district_id: string;
}

export interface District extends Place {
  readonly name: string;
  /** Signs the administrator in anew; a browser of its own each time. */
  signIn(language?: 'zh' | 'en'): Promise<Client>;
  readonly username: string;
}

/** An account in a role at an organisation, signed in. */
export const signedIn = async (
  server: TestServer,
  o: {
    readonly role: Role;
    readonly at: Place;
    readonly language?: 'zh' | 'en';
    readonly username?: string;
    /** Whose account it is: needed in a role that acts for one person. */
    readonly person?: string;
  },
): Promise<Client> => {
  const username = o.username ?? `user-${(made += 1)}`;
  const hash = await (passwordHash ??= hashPassword(PASSWORD));
  await server.app.get(Units).run(system, (unit) =>
    server.app.get(Accounts).add(unit, {
      username,
      name: username,
      role: o.role,
      organisation: o.at,
      passwordHash: hash,
      oneTime: false,
      ...(o.person ? { person: o.person } : {}),
    }),
  );
  const client = clientOf(server.fastify, o.language);
  await client.signIn(username, PASSWORD);
  return client;
};

/**
 * A district: a bureau without one above it, and its administrator — a bureau officer, who reaches this district only,
 * unless another role is asked for (`platformAdministrator` reaches everything, as the first administrator does).
 */
export const makeDistrict = async (
  server: TestServer,
  o: { readonly name?: string; readonly role?: Role } = {},
): Promise<District> => {
  const number = (made += 1);
  const name = o.name ?? `第${number}区教育局`;
  const username = `admin-${number}`;
  const hash = await (passwordHash ??= hashPassword(PASSWORD));
  const place = await server.app.get(Units).run(system, async (unit) => {
    const organisation = await server.app.get(Organisations).addRoot(unit, { name });
    await server.app.get(Accounts).add(unit, {
      username,
      name: `${name}管理员`,
      role: o.role ?? 'bureauOfficer',
      organisation,
      passwordHash: hash,
      oneTime: false,
    });
    return organisation;
  });
  return {
    ...place,
    name,
    username,
    signIn: async (language) => {
      const client = clientOf(server.fastify, language);
      await client.signIn(username, PASSWORD);
      return client;
    },
  };
};
