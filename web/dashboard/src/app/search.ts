// The address as state. A search is a record of texts and lists of texts: the same names and spelling as the API's
// parameters, so that an address can be read, edited and pasted into a request. An empty text is nothing; in a list it is a
// value (`reason=`: no reason was given).

export type Search = Record<string, string | string[]>;

export function parseSearch(text: string): Search {
  const search: Search = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const known = search[name];
    if (known !== undefined) search[name] = [...(Array.isArray(known) ? known : [known]), value];
    else search[name] = value === '' ? [value] : value;
  }
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
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
    else next[name] = Array.isArray(value) && value.length === 1 && value[0] ? value[0] : value;
  }
  return next;
}
