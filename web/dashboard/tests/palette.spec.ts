import { aSession, askServer, expect, sendEvents, test } from './test.ts';

const open = (page: import('@playwright/test').Page) => page.keyboard.press('Control+k');

test.beforeEach(async ({ page }) => {
  await page.goto('/reference');
  await expect(page.getByRole('heading', { name: 'Reference' })).toBeVisible();
});

test('a pasted email leads to its session, Enter at once', async ({ page }) => {
  await sendEvents([{ session_id: 'pasted-1', name: 'SESSION_CREATED', email: 'pasted@example.com', time: Date.now() }]);
  await expect.poll(async () => (await askServer<{ data: unknown[] }>('/v1/sessions?q=pasted@example.com')).data.length).toBe(1);
  await open(page);
  await page.keyboard.insertText('pasted@example.com');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sessions\/pasted-1/);
});

test('somebody who tried twice comes before each of the tries', async ({ page }) => {
  await sendEvents(
    ['twice-1', 'twice-2'].map((session_id) => ({ session_id, name: 'SESSION_CREATED', email: 'twice@example.com', time: Date.now() })),
  );
  await expect.poll(async () => (await askServer<{ data: unknown[] }>('/v1/sessions?q=twice@example.com')).data.length).toBe(2);
  await open(page);
  await page.keyboard.insertText('twice@');
  await expect(page.getByRole('option').first()).toContainText('All sessions of twice@example.com');
  await expect(page.getByRole('option', { name: /twice-1/ })).toBeVisible();
});

test('a reason, a check, a headline and an action by their names', async ({ page }) => {
  const typed: [string, RegExp][] = [
    ['expired document', /\/sessions\?reason=expired_id/],
    ['document expiry check', /\/sessions\?check=ID_EXPIRY_CHECK%3AFAIL/],
    ['left after refusing', /\/sessions\?headline=DROPPED_CAMERA_DENIED/],
    ['go to live', /\/live/],
  ];
  for (const [text, address] of typed) {
    await open(page);
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(address);
  }
});

test('from a session, another one can be compared with it', async ({ page }) => {
  const [here, other] = [await aSession('headline=APPROVED'), await aSession('headline=REJECTED_BY_CHECK')];
  await page.goto(`/sessions/${here}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await open(page);
  await page.keyboard.type(other);
  await page.getByRole('option', { name: `Compare this session with ${other}` }).click();
  await expect(page).toHaveURL(new RegExp(`/compare/${here}/${other}`));
});

test('what nobody knows is still a search', async ({ page }) => {
  await open(page);
  await page.keyboard.type('zzzz-nothing');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sessions\?q=zzzz-nothing/);
});
