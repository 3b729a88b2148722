import type { Client } from './client.js';
import { account } from './official-tables.js';
import { openWord } from './word-files.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface Asked {
  readonly key: string;
  readonly query: string;
  readonly form?: string;
}
type Rows<T> = { readonly rows: readonly T[] };

/**
 * Every document of a programme, printed as a Word file and opened again, one after the other: what stands on the page,
 * line by line. One about a pairing is printed for the pairing with the most records, the general grid for the first
 * record of each form.
 */
export const officialPapers = async (
  client: Client,
  programme: string,
  o: { readonly period?: string } = {},
): Promise<string> => {
  const at = `/api/programmes/${programme}`;
  const documents = await client.get<{ key: string; of: string; form: string | null }[]>(`${at}/documents`);
  const { rows: records } = await client.get<Rows<{ id: string; form: string; subjects: { pairing: string }[] }>>(
    `${at}/records?size=200&sort=submittedAt`,
  );
  const { rows: pairings } = await client.get<Rows<{ id: string }>>(`${at}/pairings?size=200`);
  const forms = [...new Set(records.map(({ form }) => form))].sort();
  const firstOf = (form: string) => records.find((one) => one.form === form)?.id;
  const about = (pairing: string) =>
    records.filter(({ subjects }) => subjects.some((one) => one.pairing === pairing)).length;
  const busiest = pairings.map(({ id }) => id).sort((a, b) => about(b) - about(a))[0]!;
  const asked = documents.flatMap(({ key, of, form }): Asked[] => {
    if (of === 'programme') return [{ key, query: o.period ? `period=${o.period}` : '' }];
    if (of === 'pairing') return [{ key, query: `pairing=${busiest}` }];
    return (form === null ? forms : [form]).map((one) => ({ key, query: `record=${firstOf(one) ?? ''}`, form: one }));
  });
  const lines: string[] = [];
  for (const { key, query, form } of asked) {
    if (query === 'record=') throw new Error(`There is no record of ${form} to print ${key} from.`);
    const answer = await client.send('GET', `${at}/documents/${key}?${query}`, { headers: { accept: DOCX } });
    if (answer.status !== 200) throw new Error(`${key} answers ${answer.status}.`);
    lines.push(`# ${key}${form ? ` ${form}` : ''}`, ...openWord(answer.bytes).lines, '');
  }
  return lines.join('\n').replaceAll(account, '账号');
};
