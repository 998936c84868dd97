// The address as state. A search is a record of texts and lists of texts: the same names and spelling as the API's
// parameters, so that an address can be read, edited and pasted into a request.

export type Search = Record<string, string | string[]>;

export function parseSearch(text: string): Search {
  const search: Search = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const known = search[name];
    search[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

export function listOf(search: Search, name: string): string[] {
  const value = search[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

export function textOf(search: Search, name: string): string {
  return listOf(search, name)[0] ?? '';
}

/** The search with these changes; an empty text or list takes the name out. */
export function changed(search: Search, changes: Record<string, string | string[] | undefined>): Search {
  const next: Search = { ...search };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value.length === 0) delete next[name];
    else next[name] = Array.isArray(value) && value.length === 1 ? (value[0] as string) : value;
  }
  return next;
}
