import { expect, given, openSettings, test } from './test.ts';

test.use({ signedIn: undefined });
test.beforeEach(async ({ context }) => context.clearCookies());

test('a wrong key is refused with what to do, a right one opens the list', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('Read key').fill('sj_read_nonsense');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('not known here');
  await page.getByLabel('Read key').fill(given().keys.server);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Use a read key');
  await page.getByLabel('Read key').fill(given().keys.read);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible();
});

test('a deep link waits behind the sign-in', async ({ page }) => {
  await page.goto('/sessions?status=DROPPED&q=example');
  await page.getByLabel('Read key').fill(given().keys.read);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sessions\?status=DROPPED&q=example/);
});

test('nobody is sent elsewhere after signing in', async ({ page }) => {
  await page.goto('/sign-in?to=//example.org/');
  await page.getByLabel('Read key').fill(given().keys.read);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${given().url}/sessions`);
});

test('the link that the demo prints signs in and takes the key out of the address', async ({ page }) => {
  await page.goto(`/sign-in#key=${given().keys.read}`);
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible();
  expect(page.url()).not.toContain('sj_read');
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))).not.toContain('sj_');
});

test('signing out closes the door', async ({ page }) => {
  await page.goto(`/sign-in#key=${given().keys.read}`);
  await openSettings(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/sessions');
  await expect(page).toHaveURL(/\/sign-in/);
});
