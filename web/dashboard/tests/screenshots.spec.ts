import { aSession, anEmail, expect, test } from './test.ts';

// A made-up week that is always the same; the range keeps out what other tests send.
const range = 'from=2026-06-01T00:00:00Z&to=2026-06-20T00:00:00Z';
const views = {
  sessions: async () => `/sessions?${range}`,
  session: async () => `/sessions/${await aSession(`headline=REJECTED_BY_CHECK&${range}`)}`,
  dropped: async () => `/sessions/${await aSession(`headline=DROPPED_AFTER_RETAKE&${range}`)}`,
  compare: async () => `/compare/${await aSession(`headline=APPROVED&${range}`)}/${await aSession(`headline=REJECTED_BY_CHECK&${range}`)}`,
  person: async () => `/people/email/${encodeURIComponent(await anEmail(range))}`,
  analytics: async () => `/analytics?${range}`,
  reference: async () => '/reference',
};

const widths = { '': { width: 1440, height: 900 }, '-phone': { width: 390, height: 844 } };

for (const scheme of ['light', 'dark'] as const)
  for (const [suffix, viewport] of Object.entries(widths))
    for (const [name, address] of Object.entries(views))
      test(`${name}${suffix}, ${scheme}`, async ({ page }) => {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: scheme });
        await page.goto(await address());
        await page.waitForLoadState('networkidle').catch(() => undefined);
        await page.waitForTimeout(600);
        await expect(page).toHaveScreenshot(`${name}${suffix}-${scheme}.png`);
      });
