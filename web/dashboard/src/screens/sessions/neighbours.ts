// The list that the reader came from: a session has a previous and a next one in it, and the way back leads to the same
// filters. Of this page only.
import { parseSearch, type Search } from '../../app/search.ts';

let ids: readonly string[] = [];
let search: Search = {};

/** Called where the list is shown: its address is the page's. */
export function rememberList(rows: readonly { session_id: string }[]): void {
  ids = rows.map((row) => row.session_id);
  search = parseSearch(window.location.search);
}

/** The filters and the order of the list. */
export const listSearch = (): Search => search;

export function neighboursOf(id: string): { previous: string | undefined; next: string | undefined } {
  const at = ids.indexOf(id);
  return at < 0 ? { previous: undefined, next: undefined } : { previous: ids[at - 1], next: ids[at + 1] };
}
