import { apiFetch } from './client.js';
import { client } from './generated/client.gen.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Media type of a Word file. */
export const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface Download {
  /** Path as the API names it, `/api/programmes/{id}/ledgers/{ledger}`. */
  readonly url: string;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, unknown>;
  /** Media type to ask for, a workbook unless told. */
  readonly accept?: string;
  /** Name of the saved file, unless the server gives one. */
  readonly fileName: string;
}

const nameIn = (disposition: string | null): string | undefined => {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : undefined;
};

/** Fetches a file with the session's rights and lets the browser save it. Throws ApiProblem like every call. */
export const download = async ({ url, path, query, accept = xlsx, fileName }: Download): Promise<void> => {
  const address = client.buildUrl({ url, ...(path ? { path } : {}), ...(query ? { query } : {}) });
  const response = await apiFetch(address, { headers: { Accept: accept } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = nameIn(response.headers.get('Content-Disposition')) ?? fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
