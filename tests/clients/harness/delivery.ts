// What every client has to be able to rely on, told once; a test file adds what is its protocol's own.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Product, StoredEvent } from './product.ts';
import { type Answer, type Mood, type Proxy, send } from './proxy.ts';

/** An event as a program that uses the client thinks of it. */
export interface Sent {
  id: string;
  session: string;
  name: string;
  time: number;
  /** Fields of an event by their own names, and attributes. */
  properties: Record<string, unknown>;
}

export interface Address {
  url: string;
  key: string;
}

export interface Client {
  name: string;
  side: 'FE' | 'BE';
  /** The protocol carries an id; else the server derives one of the content. */
  keepsIds: boolean;
  /** It sends the time of its own clock along, as read when it made the batch: after a retry that time is old. */
  tellsItsClock?: boolean;
  /** The status that a wrong key gets; default 401. */
  wrongKeyStatus?: number;
  /** Hands the events to the client and comes back when it has delivered them or given up, whichever. */
  deliver: (to: Address, events: Sent[]) => Promise<void>;
  /** The answer says in the protocol's words that all of it was taken. */
  isTaken: (answer: Answer) => void;
  /** The answer says in the protocol's words that the request is of no use. */
  isRefused: (answer: Answer) => void;
}

const journeyStart = Date.parse('2026-06-21T09:00:00.123Z');

export const event = (session: string, name: string, seconds: number, properties: Record<string, unknown> = {}): Sent => ({
  id: randomUUID(),
  session,
  name,
  time: journeyStart + seconds * 1000,
  properties,
});

/** Events with a field of each kind and with attributes of each type. */
function madeUp(side: 'FE' | 'BE', session: string, count: number): Sent[] {
  const own =
    side === 'BE' ? { name: 'ID_OCR_CHECK', field: { result: 'PASS', duration_ms: 520 } } : { name: 'ID_CAPTURED', field: { attempt: 2 } };
  return Array.from({ length: count }, (_, i) =>
    event(session, own.name, i * 1.007, {
      ...own.field,
      seq: i,
      plan: 'pro',
      ratio: 0.5,
      is_first: i === 0,
      size: { width: 640 + i },
      codes: ['a', 'b'],
    }),
  );
}

/** The journey that a client of this side can tell by itself, and its headline. */
const journeys = {
  BE: {
    headline: 'REJECTED_BY_CHECK',
    identity: {
      email: 'kim@example.com',
      user_id: 'u-77',
      submission_id: 'sub_1001',
    },
    events: (session: string) => [
      event(session, 'SESSION_CREATED', 0),
      event(session, 'ID_OCR_CHECK', 17, { result: 'PASS', duration_ms: 1500 }),
      event(session, 'DUPLICATE_USER_CHECK', 18, {
        result: 'FAIL',
        duration_ms: 90,
      }),
      event(session, 'SUBMISSION_CREATED', 19, {
        submission_id: 'sub_1001',
        user_id: 'u-77',
        email: 'kim@example.com',
      }),
      event(session, 'REJECTED', 20, { reason: 'duplicate_user' }),
    ],
  },
  FE: {
    headline: 'DROPPED_CAMERA_DENIED',
    identity: {
      email: 'kim@example.com',
      user_id: 'u-77',
      submission_id: null,
    },
    events: (session: string) => [
      event(session, 'FRONT_SESSION_START', 0, {
        user_id: 'u-77',
        email: 'kim@example.com',
      }),
      event(session, 'STEP_VIEW', 1, { path: '/id/guide' }),
      event(session, 'CAMERA_DENIED', 5),
    ],
  },
};

/** Checks that exactly these events are stored, whatever else the client says about itself in attributes. */
export async function isStored(product: Product, client: Pick<Client, 'side' | 'keepsIds'>, sent: Sent[]): Promise<void> {
  for (const session of new Set(sent.map((one) => one.session))) {
    const stored = await product.events(session);
    const expected = sent.filter((one) => one.session === session).sort((a, b) => a.time - b.time);
    assert.deepEqual(
      stored.map((one) => one.name),
      expected.map((one) => one.name),
    );
    expected.forEach((one, i) => isSame(client, stored[i] as StoredEvent, one));
  }
}

function isSame(client: Pick<Client, 'side' | 'keepsIds'>, stored: StoredEvent, sent: Sent): void {
  if (client.keepsIds) assert.equal(stored.event_id, sent.id);
  assert.equal(stored.source, client.side);
  assert.equal(stored.time, new Date(sent.time).toISOString());
  assert.equal(stored.claimed_time, undefined);
  for (const [name, value] of Object.entries(sent.properties)) assert.deepEqual(stored[name] ?? stored.attributes?.[name], value, name);
}

/** Sends the same bytes once more, as a client that never got its answer would, and expects that nothing changes. */
export async function resendIsHarmless(product: Product, client: Client, proxy: Proxy, sent: Sent[]): Promise<void> {
  for (const exchange of proxy.deliveries) {
    const answer = await send(product.url, exchange);
    client.isTaken(answer);
    const isCounted = String(answer.body).includes('"accepted"'); // OTLP has no place for it
    if (isCounted) assert.equal(JSON.parse(String(answer.body)).accepted, 0);
  }
  await isStored(product, client, sent);
}

/** The cases that all clients share. They run at the same time: each has a session and a proxy of its own. */
export function describeDelivery(client: Client, product: () => Product): void {
  const key = () => (client.side === 'BE' ? product().keys.server : product().keys.publishable);

  /** Delivers through a proxy that treats the first requests so, and expects everything stored, once. */
  const survives = async (name: string, moods: Mood[], side = client.side): Promise<Proxy> => {
    const proxy = await product().proxy();
    proxy.moods = [...moods];
    const sent = madeUp(side, `${client.name}-${name}`, 5);
    await client.deliver({ url: proxy.url, key: key() }, sent);
    assert.deepEqual(proxy.moods, [], 'the client gave up before the end');
    await isStored(product(), { ...client, side }, sent);
    return proxy;
  };

  describe(client.name, { concurrency: true }, () => {
    it('stores what is sent: ids, times, fields and attributes, in the right sessions', async () => {
      const proxy = await product().proxy();
      const sent = ['first', 'second'].flatMap((name) => madeUp(client.side, `${client.name}-${name}`, 12));
      await client.deliver({ url: proxy.url, key: key() }, sent);
      await isStored(product(), client, sent);
      for (const { answer } of proxy.deliveries) client.isTaken(answer as Answer);
      await resendIsHarmless(product(), client, proxy, sent);
    });

    it('tells a journey', async () => {
      const { headline, identity, events } = journeys[client.side];
      const session = `${client.name}-journey`;
      await client.deliver({ url: product().url, key: key() }, events(session));
      const { explanation, email, user_id, submission_id } = await product().journey(session);
      assert.equal(explanation.headline, headline);
      assert.deepEqual({ email, user_id, submission_id }, identity);
    });

    it('waits out 503', async () =>
      void (await survives('overload', [
        { kind: 'refuse', status: 503, retryAfter: '1' },
        { kind: 'refuse', status: 503, retryAfter: '1' },
      ])));
    it('waits out 429', async () => void (await survives('limit', [{ kind: 'refuse', status: 429, retryAfter: '1' }])));
    it('survives a connection that is cut before the server has the batch', async () =>
      void (await survives('before', [{ kind: 'cut before' }])));
    it('survives a connection that is cut after the server got the batch', async () => {
      const proxy = await survives('after', [{ kind: 'cut after' }]);
      assert.ok(proxy.deliveries.length > 1, 'the client sent it again');
    });
    it('survives a slow answer', async () => void (await survives('slow', [{ kind: 'slow', ms: 1500 }])));
    // More than the 5 s from which a page's clock is corrected: what comes by a server key keeps its times, however late.
    if (client.tellsItsClock)
      it('keeps the times of a batch that was long on its way', async () =>
        void (await survives('late', [{ kind: 'late', ms: 5500 }], 'FE')));

    it('is told once that its key is wrong', async () => {
      const proxy = await product().proxy();
      await client.deliver({ url: proxy.url, key: key().replace(/.{8}$/, 'xxxxxxxx') }, madeUp(client.side, `${client.name}-wrong-key`, 1));
      assert.deepEqual(
        proxy.exchanges.map(({ answer }) => answer?.status),
        [client.wrongKeyStatus ?? 401],
      );
      client.isRefused(proxy.exchanges[0]?.answer as Answer);
    });

    it('cannot send evidence with a publishable key', async () => {
      const proxy = await product().proxy();
      const session = `${client.name}-forbidden`;
      await client.deliver({ url: proxy.url, key: product().keys.publishable }, [event(session, 'APPROVED', 0)]);
      assert.equal(proxy.deliveries.length, 1, 'not sent again');
      assert.match(String(proxy.deliveries[0]?.answer?.body), /source_forbidden/);
      assert.deepEqual(await product().events(session), []);
    });

    it('is told that a body cannot be read', async () => {
      const proxy = await product().proxy();
      await client.deliver({ url: proxy.url, key: key() }, madeUp(client.side, `${client.name}-torn`, 1));
      const [whole] = proxy.deliveries;
      assert.ok(whole);
      const torn = await send(product().url, {
        ...whole,
        body: whole.body.subarray(0, whole.body.length - 9),
      });
      assert.equal(torn.status, 400);
      client.isRefused(torn);
    });
  });
}
