import type { FieldManifest, FormManifest } from '@xieshou/sdk';

/** Fields a list may be narrowed by: those that the form indexes and that hold one of a closed list. */
export const indexedChoices = (form: FormManifest | undefined): readonly FieldManifest[] =>
  form?.fields.filter(({ key, choices }) => form.index.includes(key) && choices) ?? [];
