/**
 * Puts text on the clipboard. On plain HTTP, which bureaus use inside their network, browsers offer no clipboard: a
 * selected text and the old command do it there. Answers whether it worked.
 */
export const copyText = async (text: string, within: HTMLElement = document.body): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.readOnly = true;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    within.append(area); // inside the dialog, which keeps the focus to itself
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
};
