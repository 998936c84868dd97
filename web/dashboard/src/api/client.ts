// How the pages ask the server: same origin, the sign-in's cookie, problems as values that say what to do.

/** An answer of 400 and above, or no answer at all (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly requestId: string | null,
  ) {
    super(detail);
  }
}

/** A parameter without value is left out; a list is repeated, with its empty texts. */
export type Query = Record<string, string | number | readonly string[] | undefined>;

export function withQuery(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const told = (body ?? {}) as { code?: string; detail?: string; title?: string; request_id?: string };
  return new Problem(response.status, told.code ?? 'unknown', told.detail ?? told.title ?? response.statusText, told.request_id ?? null);
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'unreachable', 'the server does not answer', null);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function get<Answer>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer> {
  const response = await ask(withQuery(path, query), signal ? { signal } : {});
  return (await response.json()) as Answer;
}

export async function post<Answer>(path: string, body?: unknown): Promise<Answer | null> {
  const response = await ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? '' : JSON.stringify(body),
  });
  return response.status === 204 ? null : ((await response.json()) as Answer);
}
