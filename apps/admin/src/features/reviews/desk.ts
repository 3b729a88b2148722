/** What a key does at the desk; keys of text fields, of overlays and with Ctrl or Alt do nothing. */
export type DeskAct = 'next' | 'previous' | 'confirm' | 'return';

const acts: Readonly<Record<string, DeskAct>> = { j: 'next', k: 'previous', a: 'confirm', r: 'return' };

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** A held key steps through the list, but never decides twice. */
export const actOf = (pressed: Pressed, isTyping: boolean): DeskAct | undefined => {
  if (isTyping || pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.isComposing) return undefined;
  const act = acts[pressed.key.toLowerCase()];
  return pressed.repeat && (act === 'confirm' || act === 'return') ? undefined : act;
};

/** Where a single key belongs to what has the focus: text fields, and everything in a dialog. */
export const typingIn =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]';

/** The neighbour of an entry; at an end of the list, the entry itself. */
export const step = (ids: readonly string[], at: string | undefined, by: 1 | -1): string | undefined => {
  const i = at === undefined ? -1 : ids.indexOf(at);
  if (i < 0) return ids[0];
  return ids[Math.min(Math.max(i + by, 0), ids.length - 1)];
};

/** The entry to show once one has been decided: the next, at the end of the list the one before. */
export const afterwards = (ids: readonly string[], decided: string): string | undefined => {
  const i = ids.indexOf(decided);
  return ids[i + 1] ?? ids[i - 1];
};
