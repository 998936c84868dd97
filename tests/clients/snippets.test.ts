// The snippets of docs/integrating.md, as they stand there, with the keys put in. `https://journey.example` is a proxy that ends TLS.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { openBrowser, patience_ms, Site } from './harness/page.ts';
import { Product } from './harness/product.ts';
import { TlsFront } from './harness/tls.ts';
import { binary } from '../../web/dashboard/tests/server.ts';

const run = promisify(execFile);
const page = readFileSync(new URL('../../docs/integrating.md', import.meta.url), 'utf8');

/** The blocks of code under a heading. */
function snippets(heading: string, product: Product): string[] {
  const [, section] = page.split(new RegExp(`^##+ ${heading}$`, 'm'));
  assert.ok(section, heading);
  const own = section.split(/^##+ /m)[0] ?? '';
  return [...own.matchAll(/```(?:js|sh)\n(.*?)```/gs)].map((found) =>
    (found[1] ?? '')
      .replaceAll('http://127.0.0.1:8080', product.url)
      .replaceAll('sj_srv_…', product.keys.server)
      .replaceAll('sj_pub_…', product.keys.publishable)
      .replaceAll('sj_read_…', product.keys.read),
  );
}

async function withProduct(test: (product: Product, front: TlsFront) => Promise<void>): Promise<void> {
  const product = await Product.start();
  const front = await new TlsFront(product.url).open();
  try {
    await test(product, front);
  } finally {
    front.close();
    await product.close();
  }
}

/** As a program of a user would, in a process of its own. */
async function runModule(code: string, front: TlsFront): Promise<void> {
  const running = run(process.execPath, [...front.nodeFlags, '--input-type=module'], {
    cwd: import.meta.dirname,
    env: front.environment,
    timeout: 120_000,
  });
  running.child.stdin?.end(code);
  await running;
}

describe('snippets of docs/integrating.md', { concurrency: 3 }, () => {
  it('HTTP', () =>
    withProduct(async (product, front) => {
      const [send, read] = snippets('From your server: HTTP', product);
      const answer = async (snippet = '') => JSON.parse((await run('sh', ['-c', snippet], { env: front.environment })).stdout);
      assert.equal((await answer(send)).accepted, 2);
      assert.equal((await answer(read)).explanation.headline, 'BLOCKED_PRE_CHECKS');
      assert.equal(front.passed, 2);
    }));

  for (const heading of ['Segment', 'RudderStack', 'OpenTelemetry', 'CloudEvents', 'PostHog']) {
    it(`${heading}: to the first journey`, () =>
      withProduct(async (product, front) => {
        await runModule(snippets(heading, product)[0] ?? '', front);
        assert.ok(front.passed > 0);
        const { counts, explanation } = await product.journey('s-1042');
        assert.deepEqual([counts.be, explanation.headline], [2, 'BLOCKED_PRE_CHECKS']);
      }));
  }

  it('CSV files and logs', () =>
    withProduct(async (product) => {
      const folder = mkdtempSync(join(tmpdir(), 'session-journey-past-'));
      const env = {
        ...process.env,
        PATH: `${dirname(binary)}:${process.env.PATH}`,
      };
      try {
        for (const snippet of snippets('CSV files and logs', product)) await run('sh', ['-ec', snippet], { cwd: folder, env });
        for (const session of ['s-1042', 's-1043'])
          assert.equal((await product.journey(session)).explanation.headline, 'BLOCKED_PRE_CHECKS');
      } finally {
        rmSync(folder, { recursive: true });
      }
    }));

  it('Segment: on the page', () =>
    withProduct(async (product, front) => {
      const bundle = await build({
        stdin: {
          contents: snippets('Segment', product)[1] ?? '',
          resolveDir: import.meta.dirname,
        },
        bundle: true,
        write: false,
        format: 'iife',
        logLevel: 'error',
      });
      const browser = await openBrowser(front.chromiumFlags);
      const site = await new Site(bundle.outputFiles[0]?.text ?? '').open();
      try {
        const visit = await browser.newPage();
        visit.setDefaultTimeout(patience_ms);
        let taken = 0;
        const both = new Promise<void>((done) =>
          visit.on('response', (got) => {
            if (got.request().method() === 'POST' && got.ok() && ++taken === 2) done();
          }),
        );
        await visit.goto(site.address('https://journey.example'));
        await both;
        const events = await product.events('s-1042');
        assert.deepEqual(
          events.map(({ name, source }) => [source, name]),
          [
            ['FE', 'STEP_VIEW'],
            ['FE', 'ID_CAPTURED'],
          ],
        );
        assert.deepEqual([events[0]?.attributes?.path, events[1]?.attempt], ['/start', 2]);
      } finally {
        await browser.close();
        site.close();
      }
    }));
});
