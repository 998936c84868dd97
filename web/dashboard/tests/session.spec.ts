import { aSession, expect, sendEvents, test } from './test.ts';

const base = Date.parse('2026-06-10T09:00:00Z');

test('the answer comes first: status and decision apart, the sentence, the evidence', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=REJECTED_BY_CHECK')}`);
  const answer = page.getByRole('region', { name: 'What happened' });
  await expect(answer.getByText('Status: how far it got')).toBeVisible();
  await expect(answer.getByText('Decision: the outcome')).toBeVisible();
  await expect(answer.getByRole('heading', { level: 1 })).toContainText('Rejected');
  await expect(answer).toContainText('confirmed: the server says so');
});

test('evidence leads to its event, in the list and in the address', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=REJECTED_BY_CHECK')}`);
  const cause = page
    .getByRole('list', { name: 'Evidence' })
    .getByRole('button', { name: /^cause/ })
    .first();
  await expect(cause.locator('.mono')).toHaveText(/^[A-Z_0-9]+$/);
  const name = (await cause.locator('.mono').textContent()) ?? '';
  await cause.click();
  await expect(page).toHaveURL(/event=BE%3A/);
  await expect(page.locator('[data-selected=true]')).toContainText(name);
  await expect(page.locator('[data-selected=true]')).toBeInViewport();
  await page.reload();
  await expect(page.locator('[data-selected=true]')).toContainText(name);
});

test('an opened event tells everything: both times, meaning, impact, metadata', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=REJECTED_BY_CHECK')}`);
  await page
    .getByRole('list', { name: 'Evidence' })
    .getByRole('button', { name: /^cause/ })
    .first()
    .click();
  const opened = page.locator('[data-selected=true]');
  await expect(opened).toBeVisible();
  await page.keyboard.press('o');
  await expect(opened).toContainText('UTC');
  await expect(opened).toContainText('Asia/Seoul');
  await expect(opened).toContainText('not resolved');
  await expect(opened).toContainText('event_id');
  await opened.getByRole('link', { name: 'Reference' }).click();
  await expect(page).toHaveURL(/\/reference#/);
});

test('stages narrow the list, the search narrows it further, and clear takes both away', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=APPROVED')}`);
  const count = page.locator('[role=status].num');
  await expect(count).toHaveText(/^[1-9]\d* events$/);
  const all = Number(/\d+/.exec((await count.textContent()) ?? '')?.[0]);
  await page.getByRole('button', { name: /^STEP1/ }).click();
  await expect(count).toContainText(`of ${all} events`);
  await page.getByLabel('Search in the journey').fill('ocr');
  await expect(page.getByRole('listitem').filter({ hasText: 'ID_OCR_CHECK' }).first()).toBeVisible();
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
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('expired_id');
  await page.getByLabel('As of').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/as_of=/);
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('nothing was decided');
  await expect(page.getByText('as it looked at')).toBeVisible();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('expired_id');
});

test('an open journey grows while one looks', async ({ page }) => {
  const id = `grows-${Date.now()}`;
  await sendEvents([{ session_id: id, name: 'SESSION_CREATED', time: Date.now() - 5000 }]);
  await page.goto(`/sessions/${id}`);
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'SESSION_CREATED' })).toBeVisible();
  await sendEvents([{ session_id: id, name: 'IP_RISK_CHECK', result: 'FAIL', time: Date.now() - 1000, duration_ms: 400 }]);
  await expect(page.getByRole('listitem').filter({ hasText: 'IP_RISK_CHECK' }).last()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Blocked');
});

test('a click on the time axis selects, zoom and window are in the link', async ({ page }) => {
  await page.goto(`/sessions/${await aSession('headline=APPROVED')}`);
  const canvas = page.getByRole('img', { name: /Time axis/ });
  await expect(canvas).toBeVisible();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the time axis has no place');
  let found = false;
  for (let x = 95; x < box.width && !found; x += 6) {
    await page.mouse.click(box.x + x, box.y + 31);
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
  await expect(page.locator('[data-selected=true]')).toContainText('FRONT_SESSION_START');
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
