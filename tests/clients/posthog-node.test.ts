import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { PostHog } from 'posthog-node';
import { type Address, type Client, describeDelivery } from './harness/delivery.ts';
import { inEachPlace, ownPlaces } from './harness/places.ts';
import { Product } from './harness/product.ts';
import { send } from './harness/proxy.ts';
import { isProblem } from './harness/segment.ts';

let product: Product;
before(async () => void (product = await Product.start()));
after(() => product.close());

const open = ({ url, key }: Address) =>
  new PostHog(key, {
    host: url,
    flushAt: 100,
    fetchRetryDelay: 300,
    requestTimeout: 60_000,
  });

const client: Client = {
  name: 'posthog-node',
  side: 'BE',
  keepsIds: true,
  tellsItsClock: true,
  isTaken(answer) {
    assert.equal(answer.status, 200);
    assert.equal(JSON.parse(String(answer.body)).status, 1);
  },
  isRefused: isProblem,
  async deliver(to, events) {
    const posthog = open(to);
    for (const { id, session, name, time, properties } of events) {
      posthog.capture({
        distinctId: 'kim',
        event: name,
        uuid: id,
        timestamp: new Date(time),
        properties: { ...properties, $session_id: session },
      });
    }
    await posthog.flush().catch(() => {}); // what it gives up is seen at the proxy
    await posthog.shutdown();
  },
};

describeDelivery(client, () => product);

it('posthog-node: page views, who it is, and a session by context', async () => {
  const posthog = open({ url: product.url, key: product.keys.server });
  const session = 'posthog-node-calls';
  posthog.withContext({ sessionId: session, distinctId: 'kim' }, () => {
    posthog.capture({
      event: '$pageview',
      properties: {
        $current_url: 'https://form.example/id/guide?token=1',
        $pathname: '/id/guide',
      },
    });
    posthog.capture({
      event: '$screen',
      properties: { $screen_name: '/selfie' },
    });
    posthog.capture({ event: 'Id Captured', properties: { attempt: 2 } });
    posthog.capture({
      event: '$identify',
      properties: { user_id: 'u-77', $set: { email: 'kim@example.com' } },
    });
  });
  await posthog.shutdown();
  const events = await product.events(session);
  const named = (name: string) => events.filter((one) => one.name === name);
  assert.deepEqual(new Set(named('STEP_VIEW').map(({ attributes }) => attributes?.path)), new Set(['/id/guide', '/selfie']));
  assert.equal(named('ID_CAPTURED')[0]?.attempt, 2);
  assert.deepEqual([named('IDENTIFY')[0]?.user_id, named('IDENTIFY')[0]?.email], ['u-77', 'kim@example.com']);
  assert.equal(events.length, 4);
});

it('posthog-node: identify, where the distinct id is the session', async () => {
  const posthog = open({ url: product.url, key: product.keys.server });
  posthog.identify({
    distinctId: 'posthog-node-identify',
    properties: { email: 'kim@example.com' },
  });
  await posthog.shutdown();
  const [identified] = await product.events('posthog-node-identify');
  assert.deepEqual([identified?.name, identified?.email], ['IDENTIFY', 'kim@example.com']);
});

it('posthog-node: the session is looked for in the documented places, the distinct id last', async () => {
  const posthog = open({ url: product.url, key: product.keys.server });
  const places = inEachPlace('posthog-node', [...ownPlaces, 'distinctId']);
  for (const {
    ids: { distinctId = 'no-session', ...properties },
  } of places)
    posthog.capture({ distinctId, event: 'ID_CAPTURED', properties });
  await posthog.shutdown();
  for (const { session } of places) assert.equal((await product.events(session)).length, 1, session);
});

it('posthog: every address of the protocol, with and without a slash', async () => {
  const proxy = await product.proxy();
  await client.deliver({ url: proxy.url, key: product.keys.server }, [
    {
      id: randomUUID(),
      session: 'posthog-addresses',
      name: 'ID_CAPTURED',
      time: Date.now(),
      properties: {},
    },
  ]);
  const [batch] = proxy.deliveries;
  assert.ok(batch);
  for (const path of ['/batch', '/batch/', '/capture', '/capture/', '/e', '/e/', '/i/v0/e', '/i/v0/e/'])
    client.isTaken(await send(product.url, { ...batch, path }));
  assert.equal((await product.events('posthog-addresses')).length, 1);
});
