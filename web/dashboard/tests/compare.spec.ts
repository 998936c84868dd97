import { expect, sendEvents, test } from './test.ts';

const start = Date.UTC(2026, 4, 3, 9);
const check = (session_id: string, name: string, after: number, more: object) => ({ session_id, name, time: start + after, ...more });

test('decision, reason and status first, then only what differs, each with both results', async ({ page }) => {
  const both = (id: string) => [
    { session_id: id, name: 'SESSION_CREATED', time: start },
    check(id, 'IP_RISK_CHECK', 500, { result: 'PASS', duration_ms: 200 }),
    check(id, 'ID_EXPIRY_CHECK', 9000, { result: 'PASS', duration_ms: 10 }),
  ];
  await sendEvents([
    ...both('compare-1'),
    check('compare-1', 'ID_OCR_CHECK', 8000, { result: 'PASS', duration_ms: 1000 }),
    check('compare-1', 'APPROVED', 20_000, {}),
    ...both('compare-2'),
    check('compare-2', 'ID_OCR_CHECK', 5000, { result: 'FAIL', duration_ms: 4000 }),
    check('compare-2', 'AGE_LIMIT_CHECK', 10_000, { result: 'FAIL' }),
    check('compare-2', 'REJECTED', 20_000, { reason: 'under_ageLimit' }),
  ]);
  await page.goto('/compare/compare-1/compare-2');
  const names = page.getByRole('rowheader');
  await expect(names.first()).toHaveText('Decision');
  expect((await names.allTextContents()).slice(0, 3)).toEqual(['Decision', 'Reason', 'Status']);
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^BE ${name}`) });
  await expect(row('document text recognition')).toContainText('passed');
  await expect(row('document text recognition')).toContainText('failed');
  await expect(row('document text recognition')).toContainText('second took 4.0 times as long');
  await expect(row('minimum age check')).toContainText('only in the second');
  await expect(row('IP address risk check')).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Only differences' }).uncheck();
  await expect(page).toHaveURL(/show=all/);
  await expect(row('IP address risk check')).toContainText('same result');
});
