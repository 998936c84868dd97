import { after, before } from 'node:test';
import { Analytics } from '@segment/analytics-node';
import { type Address, type Client, describeDelivery } from './harness/delivery.ts';
import { Product } from './harness/product.ts';
import { isProblem, saysSuccess } from './harness/segment.ts';

let product: Product;
before(async () => void (product = await Product.start()));
after(() => product.close());

const open = ({ url, key }: Address) => {
  const analytics = new Analytics({ writeKey: key, host: url, flushAt: 100, maxRetries: 4 });
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
      analytics.track({ anonymousId: session, event: name, messageId: id, timestamp: new Date(time), properties });
    }
    await analytics.closeAndFlush({ timeout: 20_000 });
  },
};

describeDelivery(client, () => product);
