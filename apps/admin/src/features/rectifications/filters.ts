import { choiceFilter, idFilter, listSearch } from '../../app/list-search.js';

export const rectificationStates = ['open', 'answering', 'waiting', 'closed'] as const;

/** What the board's address may say. */
export const rectificationSearch = listSearch({
  /** The first running programme that has problems to put right unless told. */
  programme: idFilter(),
  state: choiceFilter(rectificationStates),
  overdue: choiceFilter(['yes']),
  pairing: idFilter(),
});
