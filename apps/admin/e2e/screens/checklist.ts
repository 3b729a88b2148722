import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Shot {
  readonly screen: string;
  readonly look: string | undefined;
  readonly state: 'idle' | 'overlay' | 'error';
  readonly who: string;
  readonly size: string;
  readonly language: string;
  /** Of the picture, below the folder. */
  readonly file: string;
  /** By axe, of sideways scrolling and of untranslated texts. */
  readonly findings: number;
}

type Rows = ReadonlyMap<string, readonly Shot[]>;

const everywhere = [
  'Title says where one is; one main button, at the right',
  'Edges line up; numbers and their heads at the right',
  'An empty list says why and what next; — where there is nothing',
  'Every number has its unit',
  'All in one language; nothing cut off',
  'Nothing hangs over the edge; nothing covers anything',
];

const views = ['zh desk', 'zh phone', 'en desk', 'en phone'];
const viewOf = ({ language, size }: Shot) => `${language} ${size}`;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** What was looked at: a row a screen, state and person, a picture a view. */
const asMarkdown = (rows: Rows, shots: readonly Shot[]): string => {
  const cell = (of: readonly Shot[], view: string) => {
    const shot = of.find((one) => viewOf(one) === view);
    if (!shot) return '';
    return `[${shot.findings === 0 ? 'clean' : `**${shot.findings} found**`}](${shot.file})`;
  };
  const lines = [...rows.values()].map((of) => {
    const { screen, state, who } = of[0]!;
    return `| ${[screen, state, who, ...views.map((view) => cell(of, view))].join(' | ')} |`;
  });
  const screens = new Set(shots.map(({ screen }) => screen)).size;
  const found = shots.reduce((sum, { findings }) => sum + findings, 0);
  return `# Every screen

${screens} screens, ${shots.length} pictures (desk 1366×768, phone 390×844). Each was looked at by axe (WCAG 2.2 A and AA) and for sideways
scrolling and untranslated texts; found: ${found}. The page \`index.html\` shows them side by side.

A person looks in each picture for:

${everywhere.map((line) => `- ${line}`).join('\n')}

| ${['Screen', 'State', 'Signed in', ...views].join(' | ')} |
|${' --- |'.repeat(3 + views.length)}
${lines.join('\n')}
`;
};

/** The pictures beside each other, to go through them one by one; a box to tick. */
const asPage = (rows: Rows): string => {
  const row = ([title, of]: readonly [string, readonly Shot[]]) => `
    <section>
      <h2><label><input type="checkbox" /> ${escaped(title)}</label></h2>
      ${of[0]?.look ? `<p>${escaped(of[0].look)}</p>` : ''}
      <div>${[...of]
        .sort((a, b) => viewOf(b).localeCompare(viewOf(a)))
        .map((shot) => `<a href="${shot.file}"><img src="${shot.file}" alt="${viewOf(shot)}" loading="lazy" /></a>`)
        .join('')}</div>
    </section>`;
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Every screen</title>
  <style>
    body { margin: 24px; font: 14px/1.5 system-ui, sans-serif; }
    section { border-top: 1px solid #ccc; padding: 8px 0 16px; }
    section div { display: flex; gap: 12px; align-items: flex-start; overflow-x: auto; }
    img { height: 300px; border: 1px solid #999; }
    h2 { margin: 0; font-size: 15px; }
  </style>
  <h1>Every screen</h1>
  <p>Tick a screen when all of this holds in each of its pictures:</p>
  <ul>${everywhere.map((line) => `<li>${line}</li>`).join('')}</ul>
  ${[...rows].map(row).join('')}
</html>
`;
};

/** Beside the pictures: `checklist.md` says what was looked at, `index.html` is for looking again. */
export const writeChecklist = (folder: string, shots: readonly Shot[]): void => {
  const rows = new Map<string, Shot[]>();
  for (const shot of shots) {
    const title = `${shot.screen} · ${shot.state} · ${shot.who}`;
    rows.set(title, [...(rows.get(title) ?? []), shot]);
  }
  writeFileSync(join(folder, 'checklist.md'), asMarkdown(rows, shots));
  writeFileSync(join(folder, 'index.html'), asPage(rows));
};
