import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { aSession, askServer, expect, sendEvents, test, total } from './test.ts';

const rows = '[role=row][aria-rowindex]';

/** The row's link, whose address tells which session it is. */
const linkOf = (page: Page, row: number) => page.locator(rows).nth(row).locator('a');
const addressOf = (id: string) => `/sessions/${encodeURIComponent(id)}`;

test('the list says what there is, newest first', async ({ page }) => {
  await page.goto('/sessions');
  await expect(page.getByRole('status').first()).toContainText(/^\d+ sessions$/);
  const newest = await aSession('');
  await expect(linkOf(page, 1)).toHaveAttribute('href', addressOf(newest));
  for (const status of ['COMPLETED', 'DROPPED', 'ERROR']) {
    await page.goto(`/sessions?status=${status}`);
    await expect(page.locator(rows).nth(1)).toContainText(new RegExp(status, 'i'));
  }
});

test('filters are in the address, the count is the server’s, and back takes the last one away', async ({ page }) => {
  await page.goto('/sessions');
  await page.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('checkbox', { name: /^dropped/ }).check();
  await expect(page).toHaveURL(/status=DROPPED/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status').first()).toHaveText(`${await total('status=DROPPED')} sessions`);
  await page.getByRole('button', { name: 'What happened' }).click();
  await page.getByLabel('Find: What happened').fill('camera');
  await page.getByRole('checkbox', { name: /refusing the camera/ }).check();
  await expect(page.getByRole('status').first()).toHaveText(
    new RegExp(`^${await total('status=DROPPED&headline=DROPPED_CAMERA_DENIED')} sessions?$`),
  );
  await page.goBack();
  await expect(page).not.toHaveURL(/headline/);
  await expect(page).toHaveURL(/status=DROPPED/);
  await page.getByRole('button', { name: /Clear/ }).click();
  await expect(page).toHaveURL(/\/sessions$/);
});

test('search finds a person by any of their ids', async ({ page }) => {
  const { data } = await askServer<{ data: { session_id: string; email: string | null }[] }>('/v1/sessions?limit=50&status=COMPLETED');
  const person = data.find((one) => one.email);
  await page.goto('/sessions');
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type(person?.email ?? '');
  await expect(page).toHaveURL(/q=/);
  await expect(page.locator(rows).nth(1)).toContainText(person?.email ?? '-');
  await page.getByLabel('Search in').selectOption('user_id');
  await expect(page.getByText('No session matches')).toBeVisible();
});

test('sorting, columns and density', async ({ page }) => {
  await page.goto('/sessions');
  await page.getByRole('button', { name: /^Created/ }).click();
  await expect(page).toHaveURL(/sort=created/);
  const oldest = await aSession('sort=created');
  await expect(linkOf(page, 1)).toHaveAttribute('href', addressOf(oldest));
  await page.getByRole('button', { name: /^Columns/ }).click();
  await page.getByRole('checkbox', { name: 'Stage' }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'Stage' })).toBeVisible();
  const before = (await page.locator(rows).nth(2).boundingBox())?.height ?? 0;
  await page.getByRole('button', { name: 'Compact' }).click();
  await expect.poll(async () => (await page.locator(rows).nth(2).boundingBox())?.height ?? 0).toBeLessThan(before);
});

test('a saved view keeps its filters and tells its count', async ({ page }) => {
  await page.goto('/sessions?status=ERROR');
  await page.getByRole('button', { name: 'Save this view' }).click();
  await page.keyboard.type('Errors');
  await page.keyboard.press('Enter');
  const view = page.getByRole('link', { name: /^Errors/ });
  await expect(view).toContainText(String(await total('status=ERROR')));
  await page.goto('/sessions');
  await view.click();
  await expect(page).toHaveURL(/status=ERROR/);
});

test('new sessions are counted and do not move the rows', async ({ page }) => {
  await page.goto('/sessions?q=pill-');
  await sendEvents([{ session_id: 'pill-1', name: 'SESSION_CREATED', time: Date.now() - 60_000 }]);
  await page.goto('/sessions?q=pill-');
  await expect(page.locator(rows).nth(1)).toContainText('pill-1');
  await page.waitForTimeout(400);
  await sendEvents([{ session_id: 'pill-2', name: 'SESSION_CREATED', time: Date.now() - 1000 }]);
  const pill = page.getByRole('button', { name: '1 new' });
  await expect(pill).toBeVisible();
  await expect(page.locator(rows)).toHaveCount(2);
  await sendEvents([{ session_id: 'pill-1', name: 'IP_RISK_CHECK', result: 'FAIL', time: Date.now() }]);
  await expect(page.locator(rows).nth(1)).toContainText('blocked by an entry check');
  await pill.click();
  await expect(page.locator(rows).nth(1)).toContainText('pill-2');
  await expect(page.locator(rows).nth(2)).toContainText('pill-1');
});

test('the export has exactly what is filtered', async ({ page }) => {
  await page.goto('/sessions?status=ERROR');
  await page.getByText('Export', { exact: false }).first().click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Sessions as CSV' }).click();
  const file = await (await download).path();
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  expect(lines.length - 1).toBe(await total('status=ERROR'));
});

test('a long list scrolls to its end without a blank row', async ({ page }) => {
  await page.goto('/sessions?to=2026-12-31T00:00:00Z');
  const grid = page.getByRole('grid');
  const all = await total('to=2026-12-31T00:00:00Z');
  await expect(page.locator(rows).nth(3)).toBeVisible();
  for (let scrolled = 0; scrolled < all; ++scrolled) {
    await grid.evaluate((element) => element.scrollBy(0, 700));
    await page.waitForTimeout(30);
    const gaps = await grid.evaluate((element) => {
      const box = element.getBoundingClientRect();
      const shown = [...element.querySelectorAll('[role=row]')].map((row) => row.getBoundingClientRect());
      const end = Math.min(box.bottom, (element.querySelectorAll('[role=rowgroup]')[1] as HTMLElement).getBoundingClientRect().bottom);
      return Math.max(...shown.map((one) => one.bottom)) < end - 1;
    });
    expect(gaps).toBe(false);
    if ((await page.locator(rows).last().getAttribute('aria-rowindex')) === String(all + 1)) break;
  }
  await expect(page.locator(rows).last()).toHaveAttribute('aria-rowindex', String(all + 1));
});

test('an active filter is a chip that takes it away', async ({ page }) => {
  await page.goto('/sessions?status=DROPPED&status=ERROR&check=ID_OCR_CHECK:FAIL');
  await page.getByRole('button', { name: 'Remove the filter Status: error' }).click();
  await expect(page).toHaveURL(/\?status=DROPPED&check=/);
  await page.getByRole('button', { name: /^Remove the filter Check/ }).click();
  await expect(page).toHaveURL(/\/sessions\?status=DROPPED$/);
});

test('reasons are those of the data, with how many sessions each has', async ({ page }) => {
  await sendEvents([
    { session_id: 'custom-reason', name: 'SESSION_CREATED', time: Date.now() - 60_000 },
    { session_id: 'custom-reason', name: 'REJECTED', reason: 'our_own_rule', time: Date.now() },
  ]);
  await expect.poll(() => total('reason=our_own_rule')).toBe(1);
  await page.goto('/sessions');
  await page.getByRole('button', { name: 'Reason' }).click();
  await page.getByRole('checkbox', { name: /^our_own_rule 1$/ }).check();
  await expect(page.getByRole('status').first()).toHaveText('1 session');
  await expect(page.locator(rows).nth(1)).toContainText('our_own_rule');
  await page.getByRole('checkbox', { name: /^our_own_rule/ }).uncheck();
  await page.getByLabel('Find: Reason').fill('expired');
  await page.getByRole('checkbox', { name: /^expired document/ }).check();
  await expect(page.getByRole('status').first()).toHaveText(`${await total('reason=expired_id')} sessions`);
});

test('a range applies to the time that is chosen', async ({ page }) => {
  await page.goto('/sessions');
  await page.getByLabel('Range').selectOption('yesterday');
  await page.getByLabel('Which time').selectOption('updated');
  await expect(page).toHaveURL(/range=yesterday&time_field=updated/);
  await expect(page.getByText('No session matches')).toBeVisible();
});

test('a range of the decision has decided sessions only', async ({ page }) => {
  await page.goto('/sessions?from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z');
  await page.getByLabel('Which time').selectOption('decided');
  await expect(page).toHaveURL(/time_field=decided/);
  const decided = await total('from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z&time_field=decided');
  await expect(page.getByRole('status').first()).toHaveText(`${decided} sessions`);
});

test('no reason is a reason to filter by', async ({ page }) => {
  await page.goto('/sessions?decision=REJECTED');
  await page.getByRole('button', { name: 'Reason' }).click();
  await page.getByRole('checkbox', { name: /^none given \d+$/ }).check();
  await expect(page).toHaveURL(/reason=$/);
  const count = await total('decision=REJECTED&reason=');
  await expect(page.getByRole('status').first()).toHaveText(`${count} session${count === 1 ? '' : 's'}`);
  await page.getByRole('button', { name: 'Remove the filter Reason: none given' }).click();
  await expect(page).toHaveURL(/decision=REJECTED$/);
});

test('on a phone each session is a card', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/sessions?headline=REJECTED_BY_CHECK');
  const card = page.locator(rows).first();
  await expect(card).toContainText(/rejected/i);
  await expect(card.getByRole('gridcell')).toHaveCount(3);
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByRole('button', { name: /^Status/ }).click();
  await page.getByRole('checkbox', { name: 'completed' }).check();
  await expect(page).toHaveURL(/status=COMPLETED/);
  await page.keyboard.press('Escape');
  await card.click();
  await expect(page).toHaveURL(/\/sessions\/./);
});
