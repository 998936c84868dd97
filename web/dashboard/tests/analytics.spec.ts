import { askServer, expect, test, total } from './test.ts';

const range = 'from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z';

/** As the page writes it, and back. */
const written = (count: number) => count.toLocaleString('en');
const read = (text: string | null) => Number((text ?? '').replaceAll(',', ''));
const found = (count: number) => new RegExp(`^${written(count)} sessions?$`);

interface Funnel {
  started: number;
  completed: number;
  stages: { stage: string; entered: number; passed: number; dropped_here: number }[];
}

test('both rates come first, with what they are shares of', async ({ page }) => {
  const decided = await total(`${range}&decision=APPROVED&decision=REJECTED&decision=PENDING`);
  const approved = await total(`${range}&decision=APPROVED`);
  const funnel = await askServer<Funnel>(`/v1/analytics/funnel?${range}`);
  await page.goto(`/analytics?${range}`);
  const rates = page.getByRole('region', { name: 'Approval and completion' });
  await expect(rates).toContainText(`${((approved / decided) * 100).toFixed(1)}%`);
  await expect(rates).toContainText(`${written(approved)} of ${written(decided)} decided sessions approved`);
  await expect(rates).toContainText(`${written(funnel.completed)} of ${written(funnel.started)} sessions completed`);
  await rates.getByRole('link', { name: written(funnel.started), exact: true }).click();
  await expect(page.getByRole('status').first()).toHaveText(found(funnel.started));
});

test('each step has its conversion, and its figures lead to as many sessions', async ({ page }) => {
  const { stages } = await askServer<Funnel>(`/v1/analytics/funnel?${range}`);
  const step = stages.find((one) => one.stage === 'STEP1')!;
  await page.goto(`/analytics?${range}`);
  const row = page
    .getByRole('region', { name: 'How far sessions got' })
    .first()
    .getByRole('row', { name: /^document/ });
  await expect(row).toContainText(`${((step.passed / step.entered) * 100).toFixed(1)}%`);
  await row.getByRole('link', { name: written(step.dropped_here), exact: true }).click();
  await expect(page).toHaveURL(/status=DROPPED/);
  await expect(page.getByRole('status').first()).toHaveText(found(await total(`${range}&status=DROPPED&stage=STEP1`)));
});

test('reasons, errors, drop-offs and the breakdown lead to their sessions', async ({ page }) => {
  for (const region of ['Reasons for rejection and hold', 'Error codes', 'Where people leave', 'Breakdown']) {
    await page.goto(`/analytics?${range}`);
    const link = page.getByRole('region', { name: region }).first().getByRole('link').first();
    const figure = read(await link.textContent());
    await link.click();
    await expect(page.getByRole('status').first()).toHaveText(found(figure));
  }
});

test('the chart tells its values to the keyboard, and leads to the sessions', async ({ page }) => {
  await page.goto(`/analytics?${range}`);
  const chart = page.getByRole('figure', { name: 'Outcomes over time' });
  const part = chart.getByRole('link', { name: /completed: \d+$/ }).last();
  await part.focus();
  const before = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.keyboard.press('ArrowLeft');
  const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(label).not.toBe(before);
  expect(label).toContain('completed: ');
  await expect(chart).toContainText(label!.slice(label!.indexOf('completed')));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').first()).toHaveText(found(read(/([\d,]+)$/.exec(label!)![1]!)));
});

test('checks are sorted by what they cost, and by any column', async ({ page }) => {
  await page.goto(`/analytics?${range}`);
  const checks = page.getByRole('region', { name: 'Checks' }).first();
  const figures = async (column: number) =>
    (await checks.locator(`tbody tr > :nth-child(${column})`).allTextContents()).map((text) => Number.parseFloat(text.replaceAll(',', '')));
  await expect(checks.getByRole('row').nth(3)).toBeVisible();
  const descending = (all: number[]) => expect(all).toEqual([...all].sort((a, b) => b - a));
  descending(await figures(2));
  await checks.getByRole('button', { name: /^Fail rate/ }).click();
  await expect(checks.getByRole('columnheader', { name: /^Fail rate/ })).toHaveAttribute('aria-sort', 'descending');
  descending(await figures(3));
  await checks
    .getByRole('button', { name: /^Trend: / })
    .first()
    .click();
  await expect(checks.getByRole('figure')).toContainText(/failed in [\d.]+% of sessions/);
});

test('the period before stands beside each figure; nothing is divided by nothing', async ({ page }) => {
  await page.goto('/analytics?from=2026-06-18T00:00:00Z&to=2026-06-20T00:00:00Z');
  await expect(page.getByText(/before: [\d.]+% \(\d+ \/ \d+\) · [+−±][\d.]+ points/).first()).toBeVisible();
  await page.goto('/analytics?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z');
  await expect(page.getByText('0 of 0 sessions completed')).toBeVisible();
  await expect(page.locator('main')).not.toContainText(/NaN|Infinity/);
});
