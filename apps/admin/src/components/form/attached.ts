import { createContext, useContext } from 'react';
import type { StoredFile } from '../../api/generated/types.gen.js';

/** Files that the record of a form has already. */
export interface Attached {
  readonly record: string;
  readonly files: readonly StoredFile[];
}

interface FormFiles {
  readonly attached: Attached | undefined;
  /** Told when a file begins to be sent, and when it is there or failed. */
  readonly onSending: (more: 1 | -1) => void;
}

export const FormFilesContext = createContext<FormFiles>({ attached: undefined, onSending: () => undefined });

export const useFormFiles = (): FormFiles => useContext(FormFilesContext);
