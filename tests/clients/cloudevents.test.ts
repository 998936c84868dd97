import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import { type Address, type Client, describeDelivery, type Sent } from './harness/delivery.ts';
import { inEachPlace, ownPlaces } from './harness/places.ts';
import { Product } from './harness/product.ts';
import { isProblem } from './harness/segment.ts';

let product: Product;
before(async () => void (product = await Product.start()));
after(() => product.close());

const cloudEvent = ({ id, session, name, time, properties }: Sent) =>
  new CloudEvent({
    id,
    type: name,
    source: '/kyc',
    time: new Date(time).toISOString(),
    data: { session_id: session, ...properties },
  });

/** The library sends once; a program that wants more asks again when there was no answer, or one that says when. */
async function insist(attempt: () => Promise<{ retryAfter?: string | null }>): Promise<void> {
  for (let left = 5; left > 0; --left) {
    const answer = await attempt().catch(() => ({ retryAfter: '0.1' }));
    if (!answer.retryAfter) return;
    await wait(Number(answer.retryAfter) * 1000);
  }
}

async function emitEach(mode: Mode, { url, key }: Address, events: Sent[]): Promise<void> {
  const emit = emitterFor(httpTransport(`${url}/v1/cloudevents`), { mode });
  await Promise.all(
    events.map((one) =>
      insist(async () => {
        const { headers } = (await emit(cloudEvent(one), {
          headers: { Authorization: `Bearer ${key}` },
        })) as { headers: Record<string, string> };
        return { retryAfter: headers['retry-after'] };
      }),
    ),
  );
}

/** The library has no batches: the envelopes that it makes, in an array. */
async function postBatch({ url, key }: Address, events: Sent[]): Promise<void> {
  const body = `[${events.map((one) => HTTP.structured(cloudEvent(one)).body).join()}]`;
  await insist(async () => {
    const answer = await fetch(`${url}/v1/cloudevents`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/cloudevents-batch+json',
      },
      body,
    });
    return { retryAfter: answer.headers.get('Retry-After') };
  });
}

const base = {
  side: 'BE' as const,
  keepsIds: true,
  isTaken(answer: { status: number; body: Buffer }) {
    assert.equal(answer.status, 200);
    const { accepted, duplicates, rejected } = JSON.parse(String(answer.body));
    assert.ok(accepted + duplicates > 0);
    assert.deepEqual(rejected, []);
  },
  isRefused: isProblem,
};

const clients: Client[] = [
  {
    ...base,
    name: 'cloudevents-binary',
    deliver: (to, events) => emitEach(Mode.BINARY, to, events),
  },
  {
    ...base,
    name: 'cloudevents-structured',
    deliver: (to, events) => emitEach(Mode.STRUCTURED, to, events),
  },
  { ...base, name: 'cloudevents-batch', deliver: postBatch },
];

for (const client of clients) describeDelivery(client, () => product);

it('cloudevents: the session is looked for in the documented places, in that order', async () => {
  const emit = emitterFor(httpTransport(`${product.url}/v1/cloudevents`), {
    mode: Mode.BINARY,
  });
  const places = inEachPlace('cloudevents', [...ownPlaces, 'sessionid', 'subject']);
  for (const {
    ids: { sessionid, subject, ...data },
  } of places) {
    await emit(
      new CloudEvent({
        type: 'ID_CAPTURED',
        source: '/kyc',
        data,
        ...(sessionid ? { sessionid } : {}),
        subject,
      }),
      { headers: { Authorization: `Bearer ${product.keys.server}` } },
    );
  }
  for (const { session } of places) assert.equal((await product.events(session)).length, 1, session);
});

it('cloudevents: a type in reversed domain form, a trace, the source', async () => {
  const emit = emitterFor(httpTransport(`${product.url}/v1/cloudevents`), {
    mode: Mode.STRUCTURED,
  });
  const sessionid = 'cloudevents-trace';
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await emit(
    new CloudEvent({
      type: 'com.example.ip_risk_check',
      source: '/kyc',
      sessionid,
      traceparent,
      data: { result: 'FAIL' },
    }),
    { headers: { Authorization: `Bearer ${product.keys.server}` } },
  );
  const [stored] = await product.events(sessionid);
  assert.deepEqual([stored?.name, stored?.result, stored?.trace_id], ['IP_RISK_CHECK', 'FAIL', '0af7651916cd43dd8448eb211c80319c']);
  assert.equal(stored?.attributes?.ce_source, '/kyc');
  assert.equal((await product.journey(sessionid)).explanation.headline, 'BLOCKED_PRE_CHECKS');
});
