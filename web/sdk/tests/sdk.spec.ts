import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { ask, type Keys, Server } from '../../dashboard/tests/server.ts';
import { formServer, listen, proxyServer } from './form.ts';

interface StoredEvent {
  event_id: string;
  name: string;
  source: string;
  time: string;
  claimed_time?: string;
  received_at: string;
  attributes?: Record<string, unknown>;
  message?: string;
  email?: string;
  error_code?: string;
}

interface TestJourney {
  sessionId: string;
  track: (name: string, fields?: object) => void;
  screen: (path: string) => void;
  errorPage: (code: string) => void;
  finalPage: () => void;
  identify: (identity: object) => void;
  consent: (granted: boolean) => void;
  flush: () => Promise<void>;
}

declare global {
  interface Window {
    journey: TestJourney;
  }
}

let server: Server;
let keys: Keys;
let host: string;
let form: string;
const proxy = proxyServer(() => server.url);

test.beforeAll(async () => {
  server = new Server();
  keys = server.init('SDK');
  await server.start();
  host = await listen(proxy.server);
  form = await listen(formServer(() => host, keys.publishable));
});

test.afterAll(async () => {
  proxy.server.closeAllConnections();
  proxy.server.close();
  await server.close();
});

test.beforeEach(() => {
  proxy.mood = {};
});

const eventsOf = async (id: string): Promise<StoredEvent[]> =>
  (await ask<{ data: StoredEvent[] }>(server.url, keys.read, `/v1/sessions/${id}/events?limit=200`).catch(() => ({ data: [] }))).data;

/** Waits until a session has an event of each of these names, and checks that it has each once. */
async function expectEvents(id: string, names: string[], within = 20_000): Promise<StoredEvent[]> {
  let events: StoredEvent[] = [];
  await expect
    .poll(
      async () => {
        events = await eventsOf(id);
        return names.filter((name) => !events.some((event) => event.name === name));
      },
      { timeout: within },
    )
    .toEqual([]);
  expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
  expect(events.every((event) => event.source === 'FE')).toBe(true);
  return events;
}

const open = async (page: Page, options: object = {}): Promise<string> => {
  await page.goto(`${form}/start?options=${encodeURIComponent(JSON.stringify(options))}`);
  return page.evaluate(() => window.journey.sessionId);
};

const count = (events: StoredEvent[], name: string) => events.filter((event) => event.name === name).length;

test('records by itself and what it is told, under a strict policy, from another origin', async ({ page }) => {
  const id = await open(page, { attributes: ['plan'] });
  await page.evaluate(() => {
    history.pushState({}, '', '/id/guide?email=secret@person.test');
    window.journey.identify({ email: 'a@b.test', userId: 'u-1' });
    window.journey.track('ID_CAPTURED', { attempt: 2, attributes: { plan: 'pro', passport: 'M1234567' } });
    window.journey.errorPage('DE-20000');
    window.journey.finalPage();
    setTimeout(() => {
      throw new Error('broken for kim@person.test');
    });
  });
  const events = await expectEvents(id, [
    'FRONT_SESSION_START',
    'STEP_VIEW',
    'ID_CAPTURED',
    'ERROR_PAGE_VIEWED',
    'FINAL_PAGE_VIEW',
    'CLIENT_ERROR',
  ]);
  expect(events.filter((event) => event.name === 'STEP_VIEW').map((event) => event.attributes?.path)).toEqual(['/start', '/id/guide']);
  expect(events.find((event) => event.name === 'ID_CAPTURED')).toMatchObject({ email: 'a@b.test', attributes: { plan: 'pro' } });
  expect(events.find((event) => event.name === 'ERROR_PAGE_VIEWED')?.error_code).toBe('DE-20000');
  expect(JSON.stringify(events)).not.toMatch(/secret|M1234567|kim@/);
});

test('the camera is recorded and does what it did', async ({ page }) => {
  await page.context().grantPermissions(['camera'], { origin: form });
  const id = await open(page);
  const tracks = await page.evaluate(async () => (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks().length);
  expect(tracks).toBe(1);
  const refused = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: { width: { min: 99999 } } }).then(
      () => 'given',
      (error: Error) => error.name,
    ),
  );
  expect(refused).toBe('OverconstrainedError');
  await expectEvents(id, ['CAMERA_ACTIVATED', 'CAMERA_DENIED']);
});

test('a reload and a second tab go on with the same session', async ({ page, context }) => {
  const id = await open(page);
  await page.evaluate(() => window.journey.track('ID_CAPTURED'));
  await page.reload();
  expect(await page.evaluate(() => window.journey.sessionId)).toBe(id);
  const second = await context.newPage();
  expect(await open(second)).toBe(id);
  await second.evaluate(() => window.journey.track('SELFIE_CAPTURED'));
  const events = await expectEvents(id, ['FRONT_SESSION_START', 'ID_CAPTURED', 'FRONT_SESSION_RESUMED', 'SELFIE_CAPTURED', 'PAGE_EXITED']);
  expect([count(events, 'FRONT_SESSION_START'), count(events, 'FRONT_SESSION_RESUMED'), count(events, 'ID_CAPTURED')]).toEqual([1, 2, 1]);
});

test('a closed tab’s last events arrive', async ({ page }) => {
  const id = await open(page);
  await page.evaluate(() => window.journey.track('ID_CAPTURED'));
  await page.close({ runBeforeUnload: false });
  const events = await expectEvents(id, ['FRONT_SESSION_START', 'ID_CAPTURED', 'PAGE_EXITED']);
  expect(count(events, 'PAGE_HIDDEN')).toBe(0); // it was left, not put in the background
});

test('offline for a while, also over a reload: everything arrives once', async ({ page, context }) => {
  const id = await open(page);
  await expectEvents(id, ['FRONT_SESSION_START']);
  proxy.mood = { refuse: { status: 503, times: 1_000_000 } };
  await context.setOffline(true);
  await page.evaluate(() => {
    for (let i = 1; i <= 30; ++i) window.journey.track('ID_CAPTURED', { attempt: i });
  });
  await page.waitForTimeout(1500);
  await context.setOffline(false);
  await page.goto('about:blank');
  proxy.mood = {};
  await open(page);
  await expect.poll(async () => count(await eventsOf(id), 'ID_CAPTURED'), { timeout: 20_000 }).toBe(30);
  await page.waitForTimeout(1500);
  expect(count(await expectEvents(id, ['FRONT_SESSION_RESUMED']), 'ID_CAPTURED')).toBe(30);
});

test('429 is waited out as told, a lost answer makes no duplicate', async ({ page }) => {
  proxy.mood = { refuse: { status: 429, retryAfter: '1', times: 2 } };
  const id = await open(page);
  await page.evaluate(() => window.journey.track('ID_CAPTURED'));
  await expectEvents(id, ['FRONT_SESSION_START', 'ID_CAPTURED']);
  proxy.mood = { hangUp: 1 };
  await page.evaluate(() => window.journey.track('SELFIE_CAPTURED'));
  const before = proxy.seen;
  await expect.poll(() => proxy.seen, { timeout: 15_000 }).toBeGreaterThan(before + 1);
  const events = await expectEvents(id, ['SELFIE_CAPTURED']);
  expect(count(events, 'SELFIE_CAPTURED')).toBe(1);
});

test('a restart of the server loses nothing', async ({ page }) => {
  const own = new Server();
  const ownKeys = own.init('Restart');
  await own.start();
  const address = await listen(formServer(() => own.url, ownKeys.publishable));
  try {
    await page.goto(`${address}/start`);
    const id = await page.evaluate(() => window.journey.sessionId);
    await page.evaluate(() => window.journey.flush());
    await own.stop();
    await page.evaluate(() => window.journey.track('ID_CAPTURED'));
    await page.waitForTimeout(1500);
    await own.start();
    await expect
      .poll(
        async () =>
          (await ask<{ data: StoredEvent[] }>(own.url, ownKeys.read, `/v1/sessions/${id}/events`)).data.filter(
            (event) => event.name === 'ID_CAPTURED',
          ).length,
        { timeout: 20_000 },
      )
      .toBe(1);
  } finally {
    await own.close();
  }
});

test('a clock that is two hours off is corrected', async ({ page }) => {
  await page.clock.install({ time: Date.now() - 2 * 3_600_000 });
  const id = await open(page);
  await page.evaluate(() => window.journey.track('ID_CAPTURED'));
  await page.clock.runFor(3000);
  const event = (await expectEvents(id, ['ID_CAPTURED'])).find((one) => one.name === 'ID_CAPTURED');
  expect(event?.claimed_time).toBeDefined();
  expect(Math.abs(Date.parse(event?.time ?? '') - Date.parse(event?.received_at ?? ''))).toBeLessThan(30_000);
});

test('no consent, no record; consent later, all of it; privacy control is respected', async ({ page, browser }) => {
  const id = await open(page, { consent: 'pending', sessionId: 'consent-1' });
  await page.evaluate(() => window.journey.track('ID_CAPTURED'));
  await page.waitForTimeout(1500);
  expect(await eventsOf(id)).toEqual([]);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.evaluate(() => window.journey.consent(true));
  await expectEvents('consent-1', ['FRONT_SESSION_START', 'ID_CAPTURED']);
  const careful = await (await browser.newContext()).newPage();
  await careful.addInitScript(() => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }));
  const other = await open(careful, { sessionId: 'gpc-1' });
  await careful.evaluate(() => window.journey.track('ID_CAPTURED'));
  await careful.waitForTimeout(1500);
  expect(await eventsOf(other)).toEqual([]);
  await careful.context().close();
});

test('works in an iframe of another origin', async ({ page }) => {
  const id = 'framed-1';
  const address = `${form}/start?options=${encodeURIComponent(JSON.stringify({ sessionId: id }))}`;
  await page.goto(`${form.replace('127.0.0.1', 'localhost')}/shop?frame=${encodeURIComponent(address)}`);
  await expectEvents(id, ['FRONT_SESSION_START']);
});

test('the snippets of docs/integrating.md do what the page says', async ({ page }) => {
  const text = readFileSync(new URL('../../../docs/integrating.md', import.meta.url), 'utf8');
  const [first, second] = [...text.matchAll(/```js\n(.*?)```/gs)].map((found) =>
    (found[1] ?? '').replace('sj_pub_…', keys.publishable).replace('https://journey.example', host),
  );
  await open(page, { automatic: false, sessionId: 'not-this-one' });
  await page.evaluate(`{ ${first} }`);
  const events = await expectEvents('s-1042', ['FRONT_SESSION_START', 'ID_CAPTURED', 'FINAL_PAGE_VIEW']);
  expect(events.find((event) => event.name === 'ID_CAPTURED')).toMatchObject({ user_id: 'u-77', attempt: 2, attributes: { plan: 'pro' } });
  const id = await page.evaluate(
    `{ const journey = ${(second ?? '').trim().replace(/;$/, '')};
       journey.track('CLIENT_ERROR', { message: 'no' }); journey.track('SELFIE_CAPTURED'); journey.sessionId }`,
  );
  const kept = await expectEvents(String(id), ['SELFIE_CAPTURED']);
  expect(count(kept, 'CLIENT_ERROR')).toBe(0);
});

test('harmless when the server is gone: the page works, and nothing is thrown', async ({ page }) => {
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  const nowhere = await listen(formServer(() => 'http://127.0.0.1:9', keys.publishable));
  await page.goto(`${nowhere}/start`);
  await page.evaluate(() => window.journey.track('ID_CAPTURED'));
  await page.getByRole('textbox').fill('typed');
  await page.waitForTimeout(2500);
  expect(thrown).toEqual([]);
});
