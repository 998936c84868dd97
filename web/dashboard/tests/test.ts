// What the tests share: where the server is, signing in, and that no page may break its content policy or throw.
import { test as base, expect, type Page } from '@playwright/test';
import { ask, type Keys, send } from './server.ts';

interface Given {
  url: string;
  keys: Keys;
  empty: Keys;
}

export const given = (): Given => JSON.parse(process.env.SJ_TEST ?? '{}') as Given;

export const sendEvents = (events: Parameters<typeof send>[2]) => send(given().url, given().keys.server, events);
export const askServer = <Answer>(path: string) => ask<Answer>(given().url, given().keys.read, path);

interface List {
  data: { session_id: string }[];
  total: number;
}

/** The newest session that a filter finds. */
export async function aSession(filter: string): Promise<string> {
  const { data } = await askServer<List>(`/v1/sessions?limit=1&${filter}`);
  const id = data[0]?.session_id;
  if (!id) throw new Error(`no session for ${filter}`);
  return id;
}

/** An email that a made-up session has. */
export async function anEmail(query = ''): Promise<string> {
  const { data } = await askServer<{ data: { email: string | null }[] }>(`/v1/sessions?headline=APPROVED&limit=50&${query}`);
  const email = data.find((row) => row.email !== null)?.email;
  if (!email) throw new Error('no session has an email');
  return email;
}

/** An address of every kind of screen, with something to see. */
export async function everyScreen(): Promise<string[]> {
  const [approved, rejected] = [await aSession('headline=APPROVED'), await aSession('headline=REJECTED_BY_CHECK')];
  return [
    '/sessions',
    `/sessions/${rejected}`,
    `/compare/${approved}/${rejected}`,
    '/analytics?from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z',
    `/people/email/${encodeURIComponent(await anEmail())}`,
    '/live',
    '/reference',
    '/first-run',
    '/sign-in',
  ];
}

export const total = async (query: string): Promise<number> => (await askServer<List>(`/v1/sessions?limit=1&count=exact&${query}`)).total;

/** Signs this page's browser in; the key is exchanged for the cookie as the sign-in screen does it. */
export async function enter(page: Page, key = given().keys.read, url = given().url): Promise<void> {
  const answer = await page.request.post(`${url}/v1/sign-in`, { data: { key } });
  expect(answer.status()).toBe(200);
}

/** Opens the menu with zone, language, theme and the way out. */
export const openSettings = (page: Page) => page.getByRole('button', { name: 'Time zone, language, theme' }).click();

export const test = base.extend<{ signedIn: undefined; quiet: undefined }>({
  baseURL: async ({}, use) => use(given().url),
  quiet: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => /Content Security Policy|Minified React/.test(message.text()) && complaints.push(message.text()));
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  signedIn: [
    async ({ page }, use) => {
      await enter(page);
      await use(undefined);
    },
    { auto: true },
  ],
});

export { expect };
