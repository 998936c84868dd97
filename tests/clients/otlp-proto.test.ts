import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { type Client, describeDelivery } from './harness/delivery.ts';
import { deliverLogs, describeLogs, type MakeExporter } from './harness/otlp.ts';
import { Product } from './harness/product.ts';
import { texts } from './harness/protobuf.ts';

let product: Product;
before(async () => void (product = await Product.start()));
after(() => product.close());

const protobuf = /^application\/x-protobuf/;

const make: MakeExporter = (settings) => new OTLPLogExporter(settings);

const base: Client = {
  name: 'otlp-proto',
  side: 'BE',
  keepsIds: false,
  isTaken(answer) {
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-type'] ?? '', protobuf);
    assert.equal(answer.body.length, 0);
  },
  isRefused(answer) {
    assert.match(answer.headers['content-type'] ?? '', protobuf);
    assert.ok(texts(answer.body).get(2), 'google.rpc.Status has its message in field 2');
  },
  deliver: (to, events) => deliverLogs(make, to, events),
};

describeDelivery(base, () => product);
describeDelivery(
  {
    ...base,
    name: 'otlp-proto-gzip',
    deliver: (to, events) =>
      deliverLogs(
        (settings) =>
          new OTLPLogExporter({
            ...settings,
            compression: CompressionAlgorithm.GZIP,
          }),
        to,
        events,
      ),
  },
  () => product,
);
describeLogs('otlp-proto', make, () => product);
