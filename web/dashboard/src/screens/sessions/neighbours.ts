// The list that the reader came from, so that a session has a previous and a next one. Of this page only.
let ids: readonly string[] = [];

export function rememberList(rows: readonly { session_id: string }[]): void {
  ids = rows.map((row) => row.session_id);
}

export function neighboursOf(id: string): { previous: string | undefined; next: string | undefined } {
  const at = ids.indexOf(id);
  return at < 0 ? { previous: undefined, next: undefined } : { previous: ids[at - 1], next: ids[at + 1] };
}
