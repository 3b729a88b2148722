import type { Data, Fields, Form } from '@xieshou/sdk';

/** What somebody enters in a form: fields that may be absent may be left out. */
export type Entered<F extends Fields> = {
  readonly [K in keyof F as undefined extends Data<F>[K] ? never : K]: Data<F>[K];
} & {
  readonly [K in keyof F as undefined extends Data<F>[K] ? K : never]?: Data<F>[K];
};

/** One valid and one invalid record of a form, under the settings of the first preset. */
export interface Sample<F extends Fields> {
  readonly valid: Entered<F>;
  /** A record that is refused at `field`, by the fields or by a check that names the field. */
  readonly invalid: { readonly data: Readonly<Record<string, unknown>>; readonly field: keyof F & string };
  /** Data of each older version, for a form whose version is above 1. */
  readonly old?: Readonly<Record<number, Readonly<Record<string, unknown>>>>;
}

/** A sample whose form's fields are not known to the compiler. */
export interface AnySample {
  readonly valid: Readonly<Record<string, unknown>>;
  readonly invalid: { readonly data: Readonly<Record<string, unknown>>; readonly field: string };
  readonly old?: Readonly<Record<number, Readonly<Record<string, unknown>>>>;
}

type FieldsOfForm<F> = F extends Form<never, infer X> ? X : never;

/** A sample for each form. `F` are the plugin's forms, or the module that exports them: `typeof forms`. */
export type Samples<F> = string extends keyof F
  ? Readonly<Record<string, AnySample>>
  : { readonly [K in keyof F as F[K] extends Form<never, Fields> ? K : never]: Sample<FieldsOfForm<F[K]>> };
