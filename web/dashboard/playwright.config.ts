import { defineConfig } from '@playwright/test';

// Debian's Chromium; nothing is downloaded. SJ_BINARY names the server, default build/session-journey.
export default defineConfig({
  testDir: 'tests',
  outputDir: '../../build/browser-tests',
  snapshotPathTemplate: '{testDir}/screenshots/{arg}{ext}',
  workers: 2,
  fullyParallel: true,
  retries: 1, // a busy machine may miss a moment once; twice is a fault
  timeout: 60_000,
  reporter: [['list']],
  globalSetup: './tests/global-setup.ts',
  expect: { timeout: 15_000, toHaveScreenshot: { maxDiffPixelRatio: 0.003, animations: 'disabled' } },
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'Asia/Seoul',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--force-color-profile=srgb',
        '--font-render-hinting=none',
      ],
    },
  },
});
