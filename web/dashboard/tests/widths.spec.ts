import { everyScreen, expect, test } from './test.ts';

for (const width of [360, 768, 1024, 1440]) {
  test(`nothing is wider than a window of ${width} pixels`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height: 800 });
    const screens = [
      ...(await everyScreen()),
      '/sessions?status=DROPPED&status=ERROR&stage=STEP1&from=2026-06-01T00:00:00Z',
      '/no-such-page',
    ];
    const tooWide: string[] = [];
    for (const path of screens) {
      await page.goto(path);
      await page.waitForTimeout(400);
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      if (widest > width) tooWide.push(`${path}: ${widest}`);
    }
    expect(tooWide).toEqual([]);
    await page.goto('/sessions');
    expect((await page.getByRole('banner').boundingBox())?.height).toBeLessThanOrEqual(48);
  });
}
