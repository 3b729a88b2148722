import { readXlsx } from 'hucre';
import type { Client } from './client.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * The first sheet of a workbook as lines, one row each: `| a | b |`. A cell that another reaches into is `<` where that
 * lies in the same row, and `^` below it. Empty rows are left out.
 */
export const tableLines = async (content: Uint8Array): Promise<readonly string[]> => {
  const { rows, merges = [] } = (await readXlsx(content)).sheets[0]!;
  const width = Math.max(...rows.map((row) => row.length));
  const reached = new Map<string, string>();
  for (const { startRow, endRow, startCol, endCol } of merges)
    for (let row = startRow; row <= endRow; row++)
      for (let column = startCol; column <= endCol; column++)
        if (row !== startRow || column !== startCol) reached.set(`${row} ${column}`, row === startRow ? '<' : '^');
  return rows.flatMap((row, at) => {
    const cells = Array.from(
      { length: width },
      (_, column) => reached.get(`${at} ${column}`) ?? String(row[column] ?? ''),
    );
    return cells.every((cell) => cell === '') ? [] : [`| ${cells.join(' | ')} |`];
  });
};

/** Accounts are numbered as tests make them. */
export const account = /\b[a-z]+\d*(?:-[a-z]+)?-[a-z]?\d+\b/g;

/**
 * Every official table of a programme (ledgers, rectifications, reports), printed as a workbook and opened again, one
 * after the other. Reports are of the days given, or of the term that today is in.
 */
export const officialTables = async (
  client: Client,
  programme: string,
  days?: { readonly from: string; readonly to: string },
): Promise<string> => {
  const at = `/api/programmes/${programme}`;
  const { manifest } = await client.get<{
    manifest: Record<'ledgers' | 'reports', readonly { key: string }[]> & { rectification?: object };
  }>(at);
  const paths = [
    ...manifest.ledgers.map(({ key }) => `ledgers/${key}`),
    ...(manifest.rectification ? ['rectifications'] : []),
    ...manifest.reports.map(({ key }) => `reports/${key}`),
  ];
  const lines: string[] = [];
  for (const path of paths) {
    const query = days && path.startsWith('reports/') ? `?from=${days.from}&to=${days.to}` : '';
    const answer = await client.send('GET', `${at}/${path}${query}`, { headers: { accept: XLSX } });
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}.`);
    lines.push(`# ${path}`, ...(await tableLines(answer.bytes)), '');
  }
  return lines.join('\n').replaceAll(account, '账号');
};
