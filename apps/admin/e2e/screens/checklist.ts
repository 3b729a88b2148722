import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Shot {
  readonly screen: string;
  readonly look: string | undefined;
  readonly state: string;
  /** Of the picture, below the folder. */
  readonly file: string;
  readonly view: string;
}

const everywhere = [
  'Title says where one is; one main button, at the right',
  'Edges line up; numbers and their heads at the right',
  'An empty list says why and what next; — where there is nothing',
  'Every number has its unit',
  'All in one language; nothing cut off',
  'Nothing hangs over the edge; nothing covers anything',
];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A page beside the pictures, to go through them one by one: a row a screen and state, a picture a view, a box to tick. */
export const writeChecklist = (folder: string, shots: readonly Shot[]): void => {
  const rows = new Map<string, Shot[]>();
  for (const shot of shots) {
    const title = `${shot.screen} · ${shot.state}`;
    rows.set(title, [...(rows.get(title) ?? []), shot]);
  }
  const row = ([title, of]: [string, readonly Shot[]]) => `
    <section>
      <h2><label><input type="checkbox" /> ${escaped(title)}</label></h2>
      ${of[0]?.look ? `<p>${escaped(of[0].look)}</p>` : ''}
      <div>${[...of]
        .sort((a, b) => b.view.localeCompare(a.view))
        .map((shot) => `<a href="${shot.file}"><img src="${shot.file}" alt="${shot.view}" loading="lazy" /></a>`)
        .join('')}</div>
    </section>`;
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html>
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
`,
  );
};
