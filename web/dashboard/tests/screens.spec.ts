import { aSession, enter, expect, given, openSettings, sendEvents, test } from './test.ts';
import { send, Server } from './server.ts';

test('live has the last sessions at once, one row each, and keeps still while it is paused', async ({ page }) => {
  await page.goto('/live');
  await expect(page.getByText('connected')).toBeVisible();
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  const row = page.getByRole('row', { name: /live-1/ });
  await sendEvents([{ session_id: 'live-1', name: 'SESSION_CREATED', time: Date.now() }]);
  await expect(row).toContainText('new session');
  await sendEvents([{ session_id: 'live-1', name: 'REJECTED', reason: 'expired_id', time: Date.now() + 1 }]);
  await expect(row).toContainText('decision');
  await expect(row).toContainText('expired document');
  await expect(row).toHaveCount(1);
  await page.getByRole('button', { name: /Pause/ }).click();
  await sendEvents([{ session_id: 'live-2', name: 'SESSION_CREATED', time: Date.now() }]);
  await expect(page.getByRole('button', { name: /Resume, \d+ sessions? changed/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'live-2' })).toHaveCount(0);
  await page.getByRole('button', { name: /Resume/ }).click();
  await expect(page.getByRole('link', { name: 'live-2' })).toBeVisible();
});

test('the reference finds an event and links its pair', async ({ page }) => {
  await page.goto('/reference#IP_RISK_CHECK');
  await expect(page.locator('#IP_RISK_CHECK')).toBeInViewport();
  await page.keyboard.press('/');
  await page.keyboard.type('FRONT_SESSION_START');
  await expect(page.getByRole('rowheader', { name: 'FRONT_SESSION_START' })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'IP_RISK_CHECK' })).toHaveCount(0);
});

test('an empty project shows how to begin and notices the first event', async ({ page }) => {
  await enter(page, given().empty.read);
  await page.goto('/sessions');
  await page.getByRole('link', { name: 'Send the first one' }).click();
  await expect(page.getByText('Waiting for the first event')).toBeVisible();
  await expect(page.locator('pre').first()).toContainText(`curl ${given().url}/v1/events`);
  await page.waitForTimeout(300);
  await send(given().url, given().empty.server, [{ session_id: 'the-first', name: 'SESSION_CREATED', time: Date.now() }]);
  await expect(page.getByText('The first event is here')).toBeVisible();
});

test('Korean, everywhere, and remembered', async ({ page }) => {
  const id = await aSession('headline=REJECTED_BY_CHECK');
  await page.goto('/sessions');
  await openSettings(page);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ko');
  await expect(page.getByRole('heading', { name: '세션' })).toBeVisible();
  for (const path of ['/sessions', `/sessions/${id}`, '/analytics', '/live', '/reference', '/first-run']) {
    await page.goto(path);
    await expect(page.getByRole('link', { name: '분석' })).toBeVisible();
    await page.waitForTimeout(300);
    const text = await page.locator('main').innerText();
    expect(text).toMatch(/[가-힣]/);
    expect(text).not.toMatch(/\b(session|analytics|column|filter|reference|firstRun|live|event)\.[a-z]\w+/);
  }
  await page.goto(`/sessions/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('거절되었으며');
});

test('the zone is the viewer’s choice, and every time follows', async ({ page }) => {
  const id = await aSession('headline=APPROVED');
  await page.goto(`/sessions/${id}`);
  const first = page
    .locator('time')
    .filter({ hasText: /^\d\d:\d\d:\d\d\.\d+$/ })
    .first();
  const seoul = await first.textContent();
  await openSettings(page);
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('UTC');
  await expect(first).not.toHaveText(seoul ?? '');
  await page.reload();
  await openSettings(page);
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('UTC');
});

test('the server goes and comes back', async ({ page }) => {
  const server = new Server();
  try {
    const keys = server.init('Restart');
    await server.start();
    await send(server.url, keys.server, [{ session_id: 'before', name: 'SESSION_CREATED', time: Date.now() }]);
    await enter(page, keys.read, server.url);
    await page.goto(`${server.url}/sessions`);
    await expect(page.getByRole('gridcell', { name: 'before' })).toBeVisible();
    await page.waitForTimeout(2500); // the other screens' files are fetched in the first quiet moment
    await server.stop();
    await expect(page.getByText('live updates interrupted')).toBeVisible();
    await page.getByRole('link', { name: 'Analytics' }).click();
    await expect(page.getByText('The server does not answer').first()).toBeVisible({ timeout: 20_000 });
    await server.start();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page).toHaveURL(/sign-in/);
    await page.getByLabel('Read key').fill(keys.read);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/analytics/);
    await page.getByRole('link', { name: 'Sessions', exact: true }).click();
    await expect(page.getByRole('gridcell', { name: 'before' })).toBeVisible();
  } finally {
    await server.close();
  }
});

test('a wrong address is a page that leads on', async ({ page }) => {
  const answer = await page.goto('/sesions/abc');
  expect(answer?.status()).toBe(404);
  await expect(page.getByText('There is no page at this address')).toBeVisible();
  await page.getByRole('link', { name: 'Go to the sessions' }).click();
  await expect(page).toHaveURL(/\/sessions$/);
});

test('the palette jumps to a session by its id, the help lists the keys', async ({ page }) => {
  const id = await aSession('headline=APPROVED');
  await page.goto('/analytics');
  await expect(page.getByRole('heading', { name: 'Analytics' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(id);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/sessions/${id}`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Approved');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('Next event with an impact');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
