import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Analytics } from '@segment/analytics-node';
import { type Address, type Client, describeDelivery } from './harness/delivery.ts';
import { inEachPlace, ownPlaces } from './harness/places.ts';
import { Product } from './harness/product.ts';
import { send } from './harness/proxy.ts';
import { isProblem, saysSuccess } from './harness/segment.ts';

let product: Product;
before(async () => void (product = await Product.start()));
after(() => product.close());

const open = ({ url, key }: Address) => {
  const analytics = new Analytics({
    writeKey: key,
    host: url,
    flushAt: 100,
    httpRequestTimeout: 60_000,
  });
  analytics.on('error', () => {}); // what it gives up is seen at the proxy
  return analytics;
};

const client: Client = {
  name: 'segment-node',
  side: 'BE',
  keepsIds: true,
  tellsItsClock: true,
  isTaken: saysSuccess,
  isRefused: isProblem,
  async deliver(to, events) {
    const analytics = open(to);
    for (const { id, session, name, time, properties } of events) {
      analytics.track({
        anonymousId: session,
        event: name,
        messageId: id,
        timestamp: new Date(time),
        properties,
      });
    }
    await analytics.closeAndFlush({ timeout: 60_000 });
  },
};

describeDelivery(client, () => product);

it('segment-node: calls of every kind', async () => {
  const analytics = open({ url: product.url, key: product.keys.server });
  const anonymousId = 'segment-node-calls';
  const at = (seconds: number) => ({
    anonymousId,
    timestamp: new Date(Date.UTC(2026, 5, 21, 9, 0, seconds)),
  });
  analytics.track({ ...at(0), event: 'Session Started' });
  analytics.page({ ...at(1), properties: { path: '/id/guide' } });
  analytics.screen({ ...at(2), name: '/selfie' });
  analytics.track({
    ...at(3),
    event: 'Id Captured',
    properties: { attempt: 2 },
  });
  analytics.identify({
    ...at(4),
    userId: 'u-77',
    traits: { email: 'kim@example.com', plan: 'pro' },
  });
  analytics.group({ ...at(5), groupId: 'g-1' });
  await analytics.closeAndFlush();
  const events = await product.events(anonymousId);
  assert.deepEqual(
    events.map(({ name, source }) => `${source} ${name}`),
    ['FE FRONT_SESSION_START', 'FE STEP_VIEW', 'FE STEP_VIEW', 'FE ID_CAPTURED', 'BE IDENTIFY', 'BE GROUP'],
  );
  assert.deepEqual(
    events.slice(1, 3).map(({ attributes }) => attributes?.path),
    ['/id/guide', '/selfie'],
  );
  assert.equal(events[3]?.attempt, 2);
  assert.deepEqual([events[4]?.user_id, events[4]?.email, events[4]?.attributes?.plan], ['u-77', 'kim@example.com', 'pro']);
});

it('segment-node: the session is looked for in the documented places, in that order', async () => {
  const analytics = open({ url: product.url, key: product.keys.server });
  const places = inEachPlace('segment-node', [...ownPlaces, 'context', 'anonymousId']);
  for (const {
    ids: { context, anonymousId = 'no-session', ...properties },
  } of places) {
    analytics.track({
      anonymousId,
      event: 'ID_CAPTURED',
      properties,
      ...(context ? { context: { sessionId: context } } : {}),
    });
  }
  await analytics.closeAndFlush();
  for (const { session } of places) assert.equal((await product.events(session)).length, 1, session);
});

it('segment-node: an event without a session is refused by itself', async () => {
  const proxy = await product.proxy();
  const analytics = open({ url: proxy.url, key: product.keys.server });
  analytics.identify({ userId: 'u-77' });
  analytics.track({ anonymousId: 'segment-node-beside', event: 'ID_CAPTURED' });
  await analytics.closeAndFlush();
  const [delivery] = proxy.deliveries;
  assert.equal(delivery?.answer?.status, 200);
  const [{ index, code, field }] = JSON.parse(String(delivery?.answer?.body)).rejected;
  assert.deepEqual({ index, code, field }, { index: 0, code: 'missing_field', field: 'session_id' });
  assert.equal((await product.events('segment-node-beside')).length, 1);
});

it('segment: every address of the protocol, with and without a slash', async () => {
  const proxy = await product.proxy();
  const [message] = [
    {
      id: 'addresses-1',
      session: 'segment-addresses',
      name: 'ID_CAPTURED',
      time: Date.now(),
      properties: {},
    },
  ];
  await client.deliver({ url: proxy.url, key: product.keys.server }, [message]);
  const batch = proxy.deliveries[0];
  assert.ok(batch);
  const single = {
    ...batch,
    body: Buffer.from(JSON.stringify(JSON.parse(String(batch.body)).batch[0])),
  };
  for (const path of ['/v1/batch', '/v1/b'])
    for (const slash of ['', '/']) saysSuccess(await send(product.url, { ...batch, path: path + slash }));
  for (const path of ['track', 't', 'identify', 'i', 'page', 'p', 'screen', 's', 'group', 'g', 'alias', 'a'])
    saysSuccess(await send(product.url, { ...single, path: `/v1/${path}` }));
  assert.equal((await product.events('segment-addresses')).length, 1);
});
