import { askServer, expect, sendEvents, test } from './test.ts';

const start = Date.UTC(2026, 4, 4, 9);
const hour = 3_600_000;

async function tries(email: string) {
  const one = (session_id: string, time: number, result: string, document: string) => [
    { session_id, name: 'SESSION_CREATED', time, email },
    { session_id, name: 'ID_TYPE_CHECK', time: time + 1000, result, attributes: { document } },
  ];
  const [first, second, claimed] = [`${email}-1`, `${email}-2`, `${email}-3`].map((id) => id.replace('@', '.'));
  await sendEvents([
    ...one(first!, start, 'FAIL', 'library-card'),
    { session_id: first!, name: 'REJECTED', time: start + 2000, reason: 'invalid_acceptedID' },
    ...one(second!, start + hour, 'PASS', 'passport'),
    { session_id: second!, name: 'APPROVED', time: start + hour + 2000 },
    { session_id: claimed!, name: 'STEP_VIEW', source: 'FE', time: start + 2 * hour, email, attributes: { path: '/start' } },
  ]);
  await expect.poll(async () => (await askServer<{ data: unknown[] }>(`/v1/sessions?q=${email}`)).data.length).toBe(3);
}

test('a person’s tries in order, what changed, and what was different when it worked', async ({ page }) => {
  await tries('story@example.com');
  await page.goto('/people/email/story@example.com');
  await expect(page.getByRole('heading', { name: 'Approved at try 2 of 2' })).toBeVisible();
  const second = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Try 2 of 2' }) });
  await expect(second).toContainText('What was different when it worked');
  await expect(second).toContainText('document type check: failed → passed');
  await expect(second).toContainText('Document type: library-card → passport');
  await expect(page.getByRole('region', { name: 'Only claimed on the screen' }).getByRole('listitem')).toHaveCount(1);
  await second.getByRole('link', { name: 'compare both' }).click();
  await expect(page).toHaveURL(/\/compare\/story.example.com-1\/story.example.com-2/);
});

test('the palette and a session lead to the person', async ({ page }) => {
  await tries('way@example.com');
  await page.goto('/reference');
  await expect(page.getByRole('heading', { name: 'Reference' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText('way@example');
  await expect(page.getByRole('option').first()).toContainText('All sessions of way@example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'way@example.com' })).toBeVisible();
  await page.goto('/sessions/way.example.com-1');
  await page.getByRole('link', { name: 'All tries in order' }).click();
  await expect(page.getByRole('heading', { name: 'way@example.com' })).toBeVisible();
});

test('nobody has a page that says so', async ({ page }) => {
  await page.goto('/people/email/nobody@example.com');
  await expect(page.getByText('No session of nobody@example.com')).toBeVisible();
  await page.goto('/people/shoe-size/42');
  await expect(page.getByText('No session of 42')).toBeVisible();
});
