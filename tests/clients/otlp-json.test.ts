import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { type Client, describeDelivery } from './harness/delivery.ts';
import { deliverLogs, describeLogs, type MakeExporter } from './harness/otlp.ts';
import { Product } from './harness/product.ts';

let product: Product;
before(async () => void (product = await Product.start()));
after(() => product.close());

const make: MakeExporter = (settings) => new OTLPLogExporter(settings);

const client: Client = {
  name: 'otlp-json',
  side: 'BE',
  keepsIds: false,
  isTaken(answer) {
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
    assert.deepEqual(JSON.parse(String(answer.body)), {});
  },
  isRefused(answer) {
    assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
    assert.equal(typeof JSON.parse(String(answer.body)).message, 'string');
  },
  deliver: (to, events) => deliverLogs(make, to, events),
};

describeDelivery(client, () => product);
describeLogs('otlp-json', make, () => product);
