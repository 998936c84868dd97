import { after, before } from 'node:test';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { type Client, describeDelivery } from './harness/delivery.ts';
import { Product } from './harness/product.ts';
import { isProblem, saysSuccess } from './harness/segment.ts';

type Properties = Parameters<RudderAnalytics['track']>[0]['properties'];

let product: Product;
before(async () => void (product = await Product.start()));
after(() => product.close());

const client: Client = {
  name: 'rudder-node',
  side: 'BE',
  keepsIds: true,
  tellsItsClock: true,
  isTaken: saysSuccess,
  isRefused: isProblem,
  async deliver({ url, key }, events) {
    const analytics = new RudderAnalytics(key, { dataPlaneUrl: url, flushAt: 100, logLevel: 'none', errorHandler: () => {} });
    for (const { id, session, name, time, properties } of events) {
      const message = { anonymousId: session, event: name, messageId: id, timestamp: new Date(time), properties: properties as Properties };
      analytics.track(message); // its types know no messageId, it does
    }
    await analytics.flush(); // the first event goes alone and at once; this waits for it and sends the others
  },
};

describeDelivery(client, () => product);
