import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { type Address, type Client, describeDelivery } from './harness/delivery.ts';
import { Product } from './harness/product.ts';
import { isProblem, saysSuccess } from './harness/segment.ts';

type Properties = Parameters<RudderAnalytics['track']>[0]['properties'];

let product: Product;
before(async () => void (product = await Product.start()));
after(() => product.close());

const open = ({ url, key }: Address) =>
  new RudderAnalytics(key, {
    dataPlaneUrl: url,
    flushAt: 100,
    logLevel: 'none',
    errorHandler: () => {},
  });

const client: Client = {
  name: 'rudder-node',
  side: 'BE',
  keepsIds: true,
  tellsItsClock: true,
  isTaken: saysSuccess,
  isRefused: isProblem,
  async deliver(to, events) {
    const analytics = open(to);
    for (const { id, session, name, time, properties } of events) {
      const message = {
        anonymousId: session,
        event: name,
        messageId: id,
        timestamp: new Date(time),
        properties: properties as Properties,
      };
      analytics.track(message); // its types know no messageId, it does
    }
    await analytics.flush(); // the first event goes alone and at once; this waits for it and sends the others
  },
};

describeDelivery(client, () => product);

it('rudder-node: calls of every kind, without times of their own', async () => {
  const analytics = open({ url: product.url, key: product.keys.server });
  const anonymousId = 'rudder-node-calls';
  const begin = Date.now();
  analytics.track({ anonymousId, event: 'Id Captured' });
  analytics.page({
    anonymousId,
    name: 'guide',
    properties: { path: '/id/guide' },
  });
  analytics.identify({
    anonymousId,
    userId: 'u-77',
    traits: { email: 'kim@example.com' },
  });
  await analytics.flush();
  const events = await product.events(anonymousId);
  assert.deepEqual(new Set(events.map(({ name }) => name)), new Set(['ID_CAPTURED', 'STEP_VIEW', 'IDENTIFY']));
  assert.equal(events.find(({ name }) => name === 'STEP_VIEW')?.attributes?.path, '/id/guide');
  const identified = events.find(({ name }) => name === 'IDENTIFY');
  assert.deepEqual([identified?.user_id, identified?.email], ['u-77', 'kim@example.com']);
  for (const { time } of events) assert.ok(Date.parse(time) >= begin && Date.parse(time) <= Date.now(), time);
});

it('rudder-node: a session id that is a number', async () => {
  const analytics = open({ url: product.url, key: product.keys.server });
  analytics.track({
    anonymousId: 'not-this-one',
    event: 'ID_CAPTURED',
    context: { sessionId: 1782000000123 },
  });
  await analytics.flush();
  assert.equal((await product.events('1782000000123')).length, 1);
});
