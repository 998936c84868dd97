#!/usr/bin/env node
// What the dashboard costs a browser: bytes of the first load, time to paint a long journey, rows of a long list.
//
//   node bench/web/measure.mjs [--sessions 100000] [--events 10000]
//
// Starts a server of its own (SJ_BINARY, default build/session-journey) with made-up traffic, and Debian's Chromium.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');
const { chromium } = createRequire(join(repository, 'web/dashboard/package.json'))('@playwright/test');
const binary = process.env.SJ_BINARY ?? join(repository, 'build/session-journey');
const option = (name, otherwise) => Number(process.argv[process.argv.indexOf(name) + 1] || 0) || otherwise;
const sessions = option('--sessions', 100_000);
const events = option('--events', 10_000);

const data = mkdtempSync(join(tmpdir(), 'session-journey-bench-web-'));
const keys = JSON.parse(execFileSync(binary, ['init', '--data', data, '--json'], { encoding: 'utf8' })).keys;
const server = spawn(binary, ['serve', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
const url = await new Promise((done) => server.stdout.on('data', (text) => /http:\S+/.exec(text) && done(/http:\S+/.exec(text)[0])));

function ingest(made) {
  const file = join(data, 'made-up.ndjson');
  writeFileSync(file, made);
  execFileSync(binary, ['ingest', '--url', url, '--key', keys.server, file], { stdio: 'ignore' });
  rmSync(file);
}

// One long journey, dense enough to be one that a person would open: checks, screens, retakes over ten minutes.
function longJourney() {
  const start = Date.parse('2026-06-10T09:00:00Z');
  const lines = [];
  for (let i = 0; i < events; ++i) {
    const time = start + i * 61;
    const kind = i % 5;
    const one = { event_id: `e${i}`, session_id: 'long', time };
    if (kind === 0) lines.push({ ...one, name: 'STEP_VIEW', attributes: { path: '/id' } });
    else if (kind === 4) lines.push({ ...one, name: 'PAGE_VISIBLE' });
    else
      lines.push({
        ...one,
        name: ['ID_OCR_CHECK', 'ID_QUALITY_CHECK', 'ID_LIVENESS_CHECK'][kind - 1],
        result: i % 97 === 1 ? 'FAIL' : 'PASS',
        duration_ms: 200,
      });
  }
  return lines.map((line) => JSON.stringify(line)).join('\n');
}

async function firstLoad(page) {
  const sizes = new Map();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const names = new Map();
  session.on('Network.responseReceived', ({ requestId, response }) => names.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(names.get(requestId), encodedDataLength));
  await page.goto(`${url}/sessions`);
  await page.waitForSelector('[role=row][aria-rowindex="2"]');
  const first = [...sizes].filter(([name]) => name && !name.includes('/v1/')).reduce((sum, [, bytes]) => sum + bytes, 0);
  await page.waitForTimeout(4000);
  const all = [...sizes].filter(([name]) => name && !name.includes('/v1/')).reduce((sum, [, bytes]) => sum + bytes, 0);
  return { first, all };
}

async function scroll(page, steps) {
  await page.goto(`${url}/sessions`);
  await page.waitForSelector('[role=row][aria-rowindex="30"]');
  return page.evaluate(async (count) => {
    const grid = document.querySelector('[role=grid]');
    const frame = () => new Promise(requestAnimationFrame);
    let blank = 0;
    const frames = [];
    for (let i = 0; i < count; ++i) {
      grid.scrollBy(0, 400);
      const before = performance.now();
      await frame();
      await frame();
      frames.push((performance.now() - before) / 2);
      const shown = [...grid.querySelectorAll('[role=row]')].map((row) => row.getBoundingClientRect());
      const end = Math.min(grid.getBoundingClientRect().bottom, grid.querySelectorAll('[role=rowgroup]')[1].getBoundingClientRect().bottom);
      if (Math.max(...shown.map((one) => one.bottom)) < end - 1) ++blank;
    }
    frames.sort((a, b) => a - b);
    const last = [...grid.querySelectorAll('[role=row]')].at(-1).getAttribute('aria-rowindex');
    return { blank, rows: Number(last) - 1, p50: frames[count >> 1], p99: frames[Math.floor(count * 0.99)] };
  }, steps);
}

/** From the last page of events being there to the frame that shows them. */
async function paintLong(page) {
  const times = [];
  for (let round = 0; round < 5; ++round) {
    await page.goto(`${url}/sessions/long`);
    await page.waitForFunction((count) => document.querySelector('[role=status].num')?.textContent.startsWith(`${count} `), events, {
      timeout: 60_000,
      polling: 'raf',
    });
    times.push(
      await page.evaluate(() => {
        const pages = performance.getEntriesByType('resource').filter((one) => one.name.includes('/events?'));
        return performance.now() - Math.max(...pages.map((one) => one.responseEnd));
      }),
    );
  }
  const zoom = await page.evaluate(async () => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Zoom in');
    const frames = [];
    for (let i = 0; i < 6; ++i) {
      const before = performance.now();
      button.click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      frames.push(performance.now() - before);
    }
    return Math.max(...frames);
  });
  return { paint: times.sort((a, b) => a - b), zoom };
}

try {
  ingest(execFileSync(binary, ['generate', '--sessions', String(sessions), '--seed', '7'], { maxBuffer: 4 << 30 }));
  ingest(longJourney());
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.request.post(`${url}/v1/sign-in`, { data: { key: keys.read } });
  const load = await firstLoad(page);
  const list = await scroll(page, 400);
  const long = await paintLong(page);
  console.log('| what | measured | target |\n|---|---|---|');
  console.log(`| first load of the sessions screen, all files, compressed | ${(load.first / 1000).toFixed(0)} kB | < 220 kB |`);
  console.log(`| … with the other screens, fetched in the quiet after it | ${(load.all / 1000).toFixed(0)} kB | |`);
  console.log(
    `| list of ${sessions} sessions, ${list.rows} rows scrolled in steps of 400 px: steps with a blank row | ${list.blank} of 400 | 0 |`,
  );
  console.log(`| … a frame, p50 / p99 | ${list.p50.toFixed(1)} / ${list.p99.toFixed(1)} ms | |`);
  const [fastest, , median, , slowest] = long.paint.map((ms) => ms.toFixed(0));
  console.log(
    `| journey of ${events} events: painted after its data, median of 5 (range) | ${median} ms (${fastest}–${slowest}) | < 300 ms |`,
  );
  console.log(`| … a zoom, worst of 6 | ${long.zoom.toFixed(0)} ms | |`);
  await browser.close();
} finally {
  server.kill();
  await new Promise((done) => server.on('exit', done));
  rmSync(data, { recursive: true, force: true });
}
