/**
 * Which words of a list stand in some texts, each once, in the list's order. A word that is part of a longer word that
 * `except` names does not count there: 自杀 in 自杀式袭击 is a term of the news.
 */
export const wordsIn = (
  texts: readonly (string | undefined)[],
  o: { readonly words: readonly string[]; readonly except?: readonly string[] },
): readonly string[] => {
  const longest = [...(o.except ?? [])].filter((word) => word !== '').sort((a, b) => b.length - a.length);
  const read = texts.map((text) => longest.reduce((rest, word) => rest.replaceAll(word, '\n'), text ?? ''));
  return [...new Set(o.words)].filter((word) => word !== '' && read.some((text) => text.includes(word)));
};
