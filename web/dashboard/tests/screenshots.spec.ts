import { aSession, expect, test } from './test.ts';

// A made-up week that is always the same; the range keeps out what other tests send.
const range = 'from=2026-06-01T00:00:00Z&to=2026-06-20T00:00:00Z';
const views = {
  sessions: async () => `/sessions?${range}`,
  session: async () => `/sessions/${await aSession(`headline=REJECTED_BY_CHECK&${range}`)}`,
  dropped: async () => `/sessions/${await aSession(`headline=DROPPED_AFTER_RETAKE&${range}`)}`,
  compare: async () => `/compare/${await aSession(`headline=APPROVED&${range}`)}/${await aSession(`headline=REJECTED_BY_CHECK&${range}`)}`,
  analytics: async () => `/analytics?${range}`,
  reference: async () => '/reference',
};

for (const scheme of ['light', 'dark'] as const) {
  for (const [name, address] of Object.entries(views)) {
    test(`${name}, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(await address());
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.waitForTimeout(600);
      await expect(page).toHaveScreenshot(`${name}-${scheme}.png`);
    });
  }
}
