import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { AnalyticsBrowser } from '@segment/analytics-next';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Address, type Client, describeDelivery, type Sent } from './harness/delivery.ts';
import { openBrowser, patience_ms, published, Site } from './harness/page.ts';
import { Product } from './harness/product.ts';
import { isProblem, saysSuccess } from './harness/segment.ts';

declare global {
  interface Window {
    AnalyticsNext: { AnalyticsBrowser: typeof AnalyticsBrowser };
    analytics: AnalyticsBrowser;
  }
}

let product: Product;
let browser: Browser;
let site: Site;
before(async () => {
  [product, browser, site] = await Promise.all([
    Product.start(),
    openBrowser(),
    new Site(published('@segment/analytics-next/dist/umd/index.js')).open(),
  ]);
});
after(async () => {
  await browser.close();
  site.close();
  await product.close();
});

interface DeliveryStrategy {
  strategy: 'batching';
  config: { size: number; timeout: number };
}

async function newVisitor(): Promise<BrowserContext> {
  const context = await browser.newContext();
  context.setDefaultTimeout(patience_ms);
  return context;
}

/** A page of a visitor of its own, with the client loaded as its documents say for a server of one's own. */
async function openPage(context: BrowserContext, { url, key }: Address, strategy?: DeliveryStrategy): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site.address(url));
  await page.evaluate(
    ([writeKey, cdnURL, deliveryStrategy]) => {
      window.analytics = window.AnalyticsNext.AnalyticsBrowser.load(
        { writeKey, cdnURL },
        {
          integrations: {
            'Segment.io': {
              apiHost: cdnURL.replace('http://', '') + '/v1',
              protocol: 'http',
              deliveryStrategy,
            },
          },
        },
      );
      window.analytics.catch(() => {}); // a refusal is seen at the proxy
    },
    [key, url, strategy] as [string, string, DeliveryStrategy | undefined],
  );
  return page;
}

/** Answers after which the client does not send a message again. */
const isFinal = (status: number) => status !== 429 && status < 500;

async function deliver(to: Address, events: Sent[], requests: number, strategy?: DeliveryStrategy): Promise<void> {
  const context = await newVisitor();
  try {
    let final = 0;
    const settled = new Promise<void>((done) =>
      context.on('response', (got) => {
        if (got.request().method() === 'POST' && isFinal(got.status()) && ++final === requests) done();
      }),
    );
    const page = await openPage(context, to, strategy);
    await page.evaluate((all) => {
      for (const { id, session, name, time, properties } of all)
        void window.analytics.track(name, properties, {
          anonymousId: session,
          messageId: id,
          timestamp: new Date(time),
        });
    }, events);
    const failed = page
      .evaluate(() =>
        window.analytics.then(
          () => new Promise<void>(() => {}),
          () => {},
        ),
      )
      .catch(() => {});
    await Promise.race([settled, failed]);
  } finally {
    await context.close();
  }
}

// A page asks for its settings first, which are found by the key: an unknown one has none.
const base = {
  wrongKeyStatus: 404,
  side: 'FE' as const,
  keepsIds: true,
  isTaken: saysSuccess,
  isRefused: isProblem,
};

/** One request an event, and one for all of them. */
const clients: Client[] = [
  {
    ...base,
    name: 'segment-browser',
    deliver: (to, events) => deliver(to, events, events.length),
  },
  {
    ...base,
    name: 'segment-browser-batching',
    deliver: (to, events) =>
      deliver(to, events, 1, {
        strategy: 'batching',
        config: { size: 100, timeout: 100 },
      }),
  },
];

for (const client of clients) describeDelivery(client, () => product);

it('segment-browser: a page view, and who the visitor is', async () => {
  const context = await newVisitor();
  const proxy = await product.proxy();
  const page = await openPage(context, {
    url: proxy.url,
    key: product.keys.publishable,
  });
  const session = await page.evaluate(async () => {
    await window.analytics.page();
    await window.analytics.identify('u-77', { email: 'kim@example.com' });
    return (await window.analytics.user()).anonymousId();
  });
  await context.close();
  assert.ok(session);
  const events = await product.events(session);
  assert.deepEqual(
    events.map(({ name, source }) => ({ name, source })),
    [
      { name: 'STEP_VIEW', source: 'FE' },
      { name: 'IDENTIFY', source: 'FE' },
    ],
  );
  assert.equal(events[0]?.attributes?.path, '/start');
  assert.equal(events[1]?.email, 'kim@example.com');
  assert.equal(events[1]?.user_id, 'u-77');
  const settings = JSON.parse(String(proxy.exchanges[0]?.answer?.body));
  assert.equal(settings.metrics.sampleRate, 0, 'else the library reports on itself to its vendor');
  assert.deepEqual(
    proxy.exchanges.map(({ path }) => path.replace(product.keys.publishable, 'KEY')),
    ['/v1/projects/KEY/settings', '/v1/p', '/v1/i'],
  );
});

it('segment-browser: what a page could not send goes out from the next one', async () => {
  const context = await newVisitor();
  const proxy = await product.proxy();
  const to = { url: proxy.url, key: product.keys.publishable };
  const session = 'segment-browser-next-page';
  proxy.moods = Array.from({ length: 50 }, () => ({
    kind: 'refuse',
    status: 503,
    retryAfter: '1',
  }));
  const page = await openPage(context, to);
  await page.evaluate((anonymousId) => void window.analytics.track('ID_CAPTURED', {}, { anonymousId }), session);
  await page.waitForResponse((got) => got.status() === 503);
  await page.goto('about:blank');
  proxy.moods = [];
  const arrived = context.waitForEvent('response', (got) => got.request().method() === 'POST' && got.ok());
  await openPage(context, to);
  await arrived;
  assert.equal((await product.events(session)).length, 1);
  await context.close();
});
