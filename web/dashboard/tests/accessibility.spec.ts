import AxeBuilder from '@axe-core/playwright';
import { aSession, everyScreen, expect, test } from './test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no violation on any screen, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(300_000); // ten screens, each looked through by axe: a busy machine takes minutes
    await page.emulateMedia({ colorScheme });
    const screens = [...(await everyScreen()), '/sessions?status=DROPPED&q=zzzz'];
    for (const path of screens) {
      await page.goto(path);
      await page.waitForTimeout(500);
      const axe = new AxeBuilder({ page });
      if (colorScheme === 'dark') axe.withRules(['color-contrast']); // the page is the light one's in all that other rules look at
      const { violations } = await axe.analyze();
      expect(violations.map((one) => `${path}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
    }
  });
}

test('no violation in what opens over the list, and on a phone', async ({ page }) => {
  const check = async (what: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((one) => `${what}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
  };
  await page.goto('/sessions?status=DROPPED');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('expired');
  await expect(page.getByRole('option', { name: /expired document/ })).toBeVisible();
  await check('palette');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Reason/ }).click();
  await check('filter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Time zone, language, theme' }).click();
  await check('menu');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/sessions');
  await expect(page.getByRole('row').first()).toBeVisible();
  await check('cards');
});

// The page is the light one's, and the system's colours are not ours to judge; but what only a colour tells has to be told otherwise.
test('in forced colours marks have an outline, and BE stays apart from FE', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(`/sessions/${await aSession('headline=REJECTED_BY_CHECK')}`);
  const chips = page.locator('main [class*=chip]');
  await expect(chips.first()).toBeVisible();
  const borders = await chips.evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).borderTopStyle));
  expect(new Set(borders)).toEqual(new Set(['solid']));
  const fill = (source: string) =>
    page
      .locator(`[data-source=${source}]`)
      .first()
      .evaluate((mark) => getComputedStyle(mark).backgroundColor);
  expect(await fill('BE')).not.toBe(await fill('FE'));
});

test('the ten main tasks by keyboard alone', async ({ page }) => {
  const there = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();
  await page.goto('/sessions');
  await expect(page.getByRole('grid')).toBeVisible();
  // 1 search, 2 walk the list, 3 open
  await page.keyboard.press('/');
  await page.keyboard.type('example');
  await expect(page).toHaveURL(/q=example/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox')).toHaveValue('example');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.locator('[role=row][aria-selected=true]')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What happened' })).toBeVisible();
  await expect(page.locator('[data-impact]').first()).toBeVisible();
  // 4 to the next impact, 5 open it
  await page.keyboard.press('n');
  await expect(page.locator('[data-selected=true]')).toBeVisible();
  await page.keyboard.press('o');
  await there('Effect on the user');
  // 6 the neighbour
  const before = page.url();
  await page.keyboard.press(']');
  await expect(page).not.toHaveURL(before);
  // 7 analytics, 8 live, 9 reference, 10 help
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await there('How far sessions got');
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await there('connected');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await there('How to read a journey');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
});

test('leaving the search at once loses neither the search nor the session opened after it', async ({ page }) => {
  await page.goto('/sessions');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('example');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What happened' })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/q=example/);
});
