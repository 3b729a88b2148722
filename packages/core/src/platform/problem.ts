import type { Text } from '@xieshou/sdk';
import { t } from '@xieshou/sdk';

export interface ProblemField {
  readonly field: string;
  readonly text: Text;
}

/** Something a person can understand and mend. Becomes an RFC 9457 answer in the caller's language. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** Stable name, for programs. */
    readonly code: string,
    readonly text: Text,
    readonly more: {
      readonly errors?: readonly ProblemField[];
      readonly current?: unknown;
      readonly difference?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(text.en);
  }
}

/** What does not exist, and what the caller may not see: both look the same. */
export const notFound = () =>
  new Problem(404, 'not-found', t('没有找到，或者您没有查看的权限', 'Not found, or not yours to see'));

export const invalid = (errors: readonly ProblemField[]) =>
  new Problem(422, 'invalid', t(`有 ${errors.length} 处需要修改`, `${errors.length} place(s) need a change`), {
    errors,
  });

export const refused = (code: string, text: Text, errors?: readonly ProblemField[]) =>
  new Problem(422, code, text, errors ? { errors } : {});

export const conflict = (code: string, text: Text) => new Problem(409, code, text);

/** Somebody else changed it first. Carries what stands there now and what differs from what the caller sent. */
export const stale = (current: unknown, difference: readonly { field: string; yours: unknown; theirs: unknown }[]) =>
  new Problem(
    409,
    'stale',
    t(
      '在您编辑期间内容已被他人修改，请核对差异后再保存',
      'It was changed by somebody else meanwhile: compare, then save again',
    ),
    { current, difference },
  );
