import type { Page } from '@playwright/test';
import { aSession, expect, sendEvents, test } from './test.ts';

const base = Date.parse('2026-06-10T09:00:00Z');

const answer = (page: Page) => page.getByRole('region', { name: 'What happened' });
const evidence = (page: Page, role: RegExp) => page.getByRole('list', { name: 'Evidence' }).getByRole('button', { name: role });
const selectedRow = (page: Page) => page.locator('[data-selected=true]');

test('the answer comes first: status and decision apart, why and how sure, the evidence', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=REJECTED_BY_CHECK')}`);
  await expect(answer(page).getByText('Status', { exact: true })).toBeVisible();
  await expect(answer(page).getByText('Decision', { exact: true })).toBeVisible();
  await expect(answer(page).getByRole('heading', { level: 1 })).toContainText(/^Rejected.*confirmed: the server recorded it/);
  await expect(page).toHaveTitle(/^rejected because of a check · /);
});

test('the first event is in sight at once, also with the note', async ({ page }) => {
  for (const headline of ['REJECTED_BY_CHECK', 'DROPPED_AFTER_RETAKE', 'APPROVED_WITH_WARNINGS']) {
    await page.goto(`/sessions/${await aSession(`headline=${headline}`)}`);
    await expect(page.locator('[data-impact]').first()).toBeInViewport({ ratio: 1 });
  }
});

test('evidence opens its event in the middle of the page, and is in the address', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=REJECTED_BY_CHECK')}`);
  const cause = evidence(page, /^cause/).first();
  const name = /\((\w+)\)/.exec((await cause.getAttribute('title')) ?? '')?.[1] ?? '';
  expect(name).toMatch(/^[A-Z_0-9]+$/);
  await cause.click();
  await expect(page).toHaveURL(/event=BE%3A/);
  await expect(selectedRow(page).locator('code').first()).toHaveText(name);
  const place = async () => ((await selectedRow(page).boundingBox())?.y ?? 0) / 900;
  await expect.poll(place).toBeGreaterThan(0.25);
  await expect.poll(place).toBeLessThan(0.65);
  await page.reload();
  await expect(selectedRow(page).locator('code').first()).toHaveText(name);
});

test('an opened event tells everything: both times, meaning, impact, metadata', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=REJECTED_BY_CHECK')}`);
  await evidence(page, /^cause/)
    .first()
    .click();
  const opened = selectedRow(page);
  await expect(opened).toContainText('UTC');
  await expect(opened).toContainText('Asia/Seoul');
  await expect(opened).toContainText('not resolved');
  await expect(opened).toContainText('event_id');
  await opened.getByRole('link', { name: 'Reference' }).click();
  await expect(page).toHaveURL(/\/reference#/);
});

test('what changes what an analyst does is beside the answer, with what and when', async ({ page }) => {
  const id = 'warnings-1';
  await sendEvents([
    { session_id: id, name: 'SESSION_CREATED', time: base, email: 'one@example.com' },
    { session_id: id, name: 'DUPLICATE_USER_CHECK', result: 'FAIL', time: base + 2000, duration_ms: 300 },
    { session_id: id, name: 'REJECTED', reason: 'duplicate_user', time: base + 4000 },
    { session_id: id, name: 'APPROVED', time: base + 90_000, email: 'two@example.com' },
  ]);
  await page.goto(`/sessions/${id}`);
  const warnings = answer(page).getByRole('list', { name: 'Check before you rely on this' });
  await expect(warnings).toContainText('approved although a block or a rejecting check was never resolved');
  await expect(warnings).toContainText('both approved and rejected at some time');
  await expect(warnings.getByRole('button', { name: 'one@example.com' })).toContainText('18:00:00');
  await warnings.getByRole('button', { name: 'duplicate person check' }).click();
  await expect(selectedRow(page)).toContainText('DUPLICATE_USER_CHECK');
});

test('what may not be told is guarded', async ({ page }) => {
  const text = (en: string) => ({ en, ko: en });
  await page.route('**/v1/catalog', async (route) => {
    const answered = await route.fetch();
    const advice = [
      { for: 'headline', code: 'REJECTED_BY_CHECK', sensitive: false, next: text('Ask again.'), tell: text('Try again.') },
      { for: 'reason', code: 'duplicate_user', sensitive: true, next: text('Ask compliance.'), tell: text('We will get back to you.') },
    ];
    await route.fulfill({ response: answered, json: { ...(await answered.json()), advice } });
  });
  await page.goto(`/sessions/${await aSession('headline=REJECTED_BY_CHECK&reason=expired_id')}`);
  await expect(answer(page)).toContainText('What you may tell the person');
  await expect(answer(page)).toContainText('Try again.');
  await expect(answer(page).getByRole('note')).toHaveCount(0);
  const id = 'sensitive-1';
  await sendEvents([
    { session_id: id, name: 'SESSION_CREATED', time: base },
    { session_id: id, name: 'DUPLICATE_USER_CHECK', result: 'FAIL', time: base + 2000, duration_ms: 300 },
    { session_id: id, name: 'REJECTED', reason: 'duplicate_user', time: base + 4000 },
  ]);
  await page.goto(`/sessions/${id}`);
  await expect(answer(page).getByRole('note')).toContainText('Do not tell the person');
  await expect(answer(page)).toContainText('Ask compliance.');
});

test('the note on order appears once to a viewer, and not on one event', async ({ page }) => {
  const id = 'one-event';
  await sendEvents([{ session_id: id, name: 'SESSION_CREATED', time: base }]);
  const note = page.getByText('Order is not cause');
  await page.goto(`/sessions/${id}`);
  await expect(page.locator('[data-impact]')).toHaveCount(1);
  await expect(note).toHaveCount(0);
  await page.goto(`/sessions/${await aSession('headline=APPROVED')}`);
  await expect(note).toBeVisible();
  await page.reload();
  await expect(page.locator('[data-impact]').first()).toBeVisible();
  await expect(note).toHaveCount(0);
});

test('back, u and the menu return to the list with its filters and its place', async ({ page }) => {
  const list = '/sessions?from=2026-06-01T00:00:00Z&to=2026-06-20T00:00:00Z&status=COMPLETED';
  const ways = [
    () => page.goBack(),
    () => page.keyboard.press('u'),
    () => page.getByRole('link', { name: 'Sessions', exact: true }).first().click(),
  ];
  await page.goto(list);
  for (const back of ways) {
    const grid = page.getByRole('grid');
    await expect(page.getByRole('row').nth(3)).toBeVisible();
    await grid.evaluate((box) => box.scrollTo(0, 700));
    await page.waitForTimeout(300);
    await page.getByRole('row').nth(25).click();
    await expect(page.getByRole('region', { name: 'What happened' })).toBeVisible();
    await page.keyboard.press(']');
    await page.waitForTimeout(200);
    await back();
    await expect(page).toHaveURL(/\/sessions\?.*status=COMPLETED/);
    await expect.poll(() => grid.evaluate((box) => box.scrollTop)).toBe(700);
  }
});

test('stages narrow the list, the search narrows it further, and clear takes both away', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=APPROVED')}`);
  const count = page.locator('[role=status].num');
  await expect(count).toHaveText(/^[1-9]\d* events$/);
  const all = Number(/\d+/.exec((await count.textContent()) ?? '')?.[0]);
  await page.getByRole('button', { name: /^document/ }).click();
  await expect(count).toContainText(`of ${all} events`);
  await page.getByLabel('Search in the journey').fill('ocr');
  await expect(page.getByRole('listitem').filter({ hasText: 'document text recognition' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(count).toHaveText(`${all} events`);
});

test('the keyboard goes from impact to impact and to the neighbours of the list', async ({ page }) => {
  await page.goto('/sessions?headline=APPROVED_AFTER_RETAKE');
  await expect(page.locator('[role=row]').nth(2)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Approved');
  const first = new URL(page.url()).pathname;
  await expect(page.locator('[data-impact]').first()).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.locator('[data-selected=true]')).not.toHaveAttribute('data-impact', 'NONE');
  const one = await page.locator('[data-selected=true]').textContent();
  await page.keyboard.press('n');
  await expect(page.locator('[data-selected=true]')).not.toHaveText(one ?? '');
  await page.keyboard.press('p');
  await expect(page.locator('[data-selected=true]')).toHaveText(one ?? '');
  await page.keyboard.press(']');
  await expect(page.getByRole('link', { name: 'Previous' })).toBeVisible();
  await expect.poll(() => new URL(page.url()).pathname).not.toBe(first);
  await page.keyboard.press('[');
  await expect.poll(() => new URL(page.url()).pathname).toBe(first);
});

test('as of: the journey as it looked before it was decided', async ({ page }) => {
  const id = 'as-of-1';
  await sendEvents([
    { session_id: id, name: 'SESSION_CREATED', time: base },
    { session_id: id, name: 'IP_RISK_CHECK', result: 'PASS', time: base + 2000, duration_ms: 300 },
    { session_id: id, name: 'REJECTED', reason: 'expired_id', time: base + 60_000 },
  ]);
  await page.goto(`/sessions/${id}`);
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('expired document');
  await page.getByLabel('As of').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/as_of=/);
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('no decision on record');
  await expect(page.getByText('as it looked at')).toBeVisible();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('expired document');
});

test('an open journey grows while one looks', async ({ page }) => {
  const id = `grows-${Date.now()}`;
  await sendEvents([{ session_id: id, name: 'SESSION_CREATED', time: Date.now() - 5000 }]);
  await page.goto(`/sessions/${id}`);
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'session creation' })).toBeVisible();
  await sendEvents([{ session_id: id, name: 'IP_RISK_CHECK', result: 'FAIL', time: Date.now() - 1000, duration_ms: 400 }]);
  await expect(page.getByRole('listitem').filter({ hasText: 'IP address risk check' }).last()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Blocked');
});

test('a click on the time axis selects, zoom and window are in the link', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=APPROVED')}`);
  const canvas = page.getByRole('img', { name: /Time axis/ });
  await expect(canvas).toBeVisible();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the time axis has no place');
  let found = false;
  for (let x = 110; x < box.width && !found; x += 6) {
    await page.mouse.click(box.x + x, box.y + 34);
    found = page.url().includes('event=FE');
  }
  expect(found).toBe(true);
  await expect(page.locator('[data-selected=true]')).toBeVisible();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page).toHaveURL(/zoom=/);
});

test('a session that is not there says so', async ({ page }) => {
  await page.goto('/sessions/no-such-session');
  await expect(page.getByText('There is no session no-such-session')).toBeVisible();
});

test('FE and BE that share an id are two events', async ({ page }) => {
  const id = 'shared-id';
  await sendEvents([
    { session_id: id, event_id: 'same', name: 'SESSION_CREATED', time: base },
    { session_id: id, event_id: 'same', name: 'FRONT_SESSION_START', time: base + 200 },
  ]);
  await page.goto(`/sessions/${id}?event=FE:same`);
  await expect(page.locator('[data-selected=true]')).toHaveCount(1);
  await expect(page.locator('[data-selected=true]')).toContainText('session start on screen');
});

test('two journeys side by side, aligned by stage', async ({ page }) => {
  const [left, right] = [await aSession('headline=APPROVED'), await aSession('headline=REJECTED_BY_CHECK')];
  await page.goto(`/compare/${left}/${right}`);
  await expect(page.getByText('Approved', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('differs').first()).toBeVisible();
});

test('printed, the whole journey is on paper and the tools are not', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=APPROVED_AFTER_RETAKE')}`);
  const count = page.locator('[role=status].num');
  await expect(count).toHaveText(/^[1-9]\d* events$/);
  const all = Number(/\d+/.exec((await count.textContent()) ?? '')?.[0]);
  await page.evaluate(() =>
    window.addEventListener('beforeprint', () => {
      document.body.dataset.printed = String(document.querySelectorAll('[data-impact]').length);
    }),
  );
  await page.pdf();
  await expect(page.locator('body')).toHaveAttribute('data-printed', String(all));
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await expect(page.getByText('Project: Acme KYC')).toBeVisible();
  await expect(page.getByText('Journey rules: version 2')).toBeVisible();
  await expect(page.getByRole('region', { name: 'What happened' })).toBeVisible();
});

test('the list and the time axis show the same place', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=APPROVED')}`);
  await expect(page.locator('[data-impact]').first()).toBeVisible();
  const canvas = page.getByRole('img', { name: /Time axis/ });
  const top = await canvas.screenshot();
  await page.mouse.wheel(0, 4000);
  await page.waitForTimeout(400);
  expect((await canvas.screenshot()).equals(top)).toBe(false);
});
