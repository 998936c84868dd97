import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { PostHog } from 'posthog-node';
import { type Client, describeDelivery } from './harness/delivery.ts';
import { Product } from './harness/product.ts';
import { isProblem } from './harness/segment.ts';

let product: Product;
before(async () => void (product = await Product.start()));
after(() => product.close());

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
  async deliver({ url, key }, events) {
    const posthog = new PostHog(key, { host: url, flushAt: 100, fetchRetryDelay: 300 });
    for (const { id, session, name, time, properties } of events) {
      posthog.capture({ distinctId: 'kim', event: name, uuid: id, timestamp: new Date(time), properties: { ...properties, $session_id: session } });
    }
    await posthog.flush().catch(() => {}); // what it gives up is seen at the proxy
    await posthog.shutdown();
  },
};

describeDelivery(client, () => product);
