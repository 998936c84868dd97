import { defineConfig } from '@playwright/test';

const plain = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
];

// Debian's Chromium, whose camera is a fake device: a green test picture.
export default defineConfig({
  testDir: 'tests',
  outputDir: '../../build/browser-tests-liveform',
  workers: 2,
  fullyParallel: true,
  retries: 1, // a busy machine may miss a moment once; twice is a fault
  timeout: 120_000,
  reporter: [['list']],
  globalSetup: './tests/global-setup.ts',
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
  },
  projects: [
    {
      name: 'camera',
      testIgnore: '*refused*',
      use: {
        launchOptions: {
          executablePath: '/usr/bin/chromium',
          args: [...plain, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
        },
      },
    },
    // Without the fake answer to the browser's question, a browser that nobody sits at refuses the camera.
    {
      name: 'camera-refused',
      testMatch: '*refused*',
      use: { launchOptions: { executablePath: '/usr/bin/chromium', args: [...plain, '--use-fake-device-for-media-stream'] } },
    },
  ],
});
