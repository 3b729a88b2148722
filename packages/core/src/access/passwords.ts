import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { type Text, t } from '@xieshou/sdk';

/** argon2id with 19 MiB, two passes, one lane: the library's default algorithm, its cost stated. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

// Checked against when there is no such account, so that both answers take as long.
const decoy = hashPassword(randomBytes(16).toString('hex'));

/** Stands for the hash of an account that nobody was given a password for yet. */
export const NO_PASSWORD = '-';

export const passwordMatches = async (stored: string | undefined, password: string): Promise<boolean> => {
  const given = stored === NO_PASSWORD ? undefined : stored;
  const right = await verify(given ?? (await decoy), password);
  return given !== undefined && right;
};

/** Without signs that people mistake for each other. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password for one sign-in, easy to read aloud: three groups of four, about 59 bits. */
export const oneTimePassword = (): string => {
  const signs: string[] = [];
  while (signs.length < 12) {
    const byte = randomBytes(1)[0]!;
    if (byte < SIGNS.length * 8) signs.push(SIGNS[byte % SIGNS.length]!);
  }
  return [signs.slice(0, 4), signs.slice(4, 8), signs.slice(8)].map((group) => group.join('')).join('-');
};

export const MIN_PASSWORD = 8;

/** What is wrong with a new password, if anything: length, three of four kinds of signs, not the user name. */
export const weakness = (password: string, username: string): Text | undefined => {
  if ([...password].length < MIN_PASSWORD)
    return t(`新密码至少 ${MIN_PASSWORD} 位`, `The new password must have at least ${MIN_PASSWORD} characters`);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  if (kinds < 3)
    return t(
      '新密码应包含大写字母、小写字母、数字、符号中的三种',
      'The new password needs three of: capital letters, small letters, digits, signs',
    );
  if (password.toLowerCase().includes(username.toLowerCase()))
    return t('新密码不能包含用户名', 'The new password must not contain the user name');
  return undefined;
};
