// The form as a visitor meets it: files, reloads, languages, keyboard, and what it keeps to itself.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { count, demo, expect, named, test, Visitor } from './visit.ts';

/** A picture file of the browser's making: print, in focus or not. */
async function pictureFile(page: Page, type: string, blur: number): Promise<Buffer> {
  const data = await page.evaluate(
    async ([kind, radius]) => {
      const canvas = document.createElement('canvas');
      canvas.width = 900;
      canvas.height = 600;
      const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
      pen.fillStyle = '#dde4ee';
      pen.fillRect(0, 0, 900, 600);
      pen.filter = radius ? `blur(${radius}px)` : 'none';
      pen.fillStyle = '#223';
      pen.font = '40px monospace';
      for (let line = 1; line < 12; ++line) pen.fillText('MADE UP, NOBODY AT ALL 0123456789', 30, line * 48);
      return canvas.toDataURL(kind);
    },
    [type, blur] as const,
  );
  return Buffer.from(data.split(',')[1] ?? '', 'base64');
}

/** As a camera writes it: with a block of metadata behind the first marker. */
function withMetadata(jpeg: Buffer, text: string): Buffer {
  const content = Buffer.from(`Exif\0\0${text}`);
  const block = Buffer.concat([Buffer.from([0xff, 0xe1, 0, content.length + 2]), content]);
  return Buffer.concat([jpeg.subarray(0, 2), block, jpeg.subarray(2)]);
}

test('a file is sent as a picture without what the camera wrote into it', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('Everything is fine');
  await visitor.sees('Photo of a document');
  const sent: string[] = [];
  await page.exposeFunction('sent', (bytes: string) => sent.push(bytes));
  await page.evaluate(() => {
    const original = window.fetch;
    window.fetch = async (address, options) => {
      if (options?.body instanceof Blob)
        (window as unknown as { sent: (bytes: string) => void }).sent(
          String.fromCharCode(...new Uint8Array(await options.body.arrayBuffer())),
        );
      return original(address, options);
    };
  });
  const photo = withMetadata(await pictureFile(page, 'image/jpeg', 0), 'PLACE 37.5N 127.0E');
  expect(photo.includes('37.5N')).toBe(true);
  await page.getByLabel('Choose a file').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo });
  await visitor.sees('Confirm your account');
  expect(sent.length).toBe(1);
  expect(sent[0]?.slice(0, 2)).toBe('\xff\xd8');
  expect(sent[0]).not.toContain('37.5N');
  const events = await visitor.expectEvents(['ID_UPLOADED', 'SUBMISSION_CREATED']);
  expect(named(events, 'ID_QUALITY_CHECK')?.attributes).toMatchObject({ width: 900, height: 600 });
});

test('what is no picture stays here, and a blurred file is measured', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('Everything is fine');
  await visitor.sees('Photo of a document');
  await page.getByLabel('Choose a file').setInputFiles({ name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await expect(page.getByRole('alert')).toContainText('does not know this file');
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await pictureFile(page, 'image/png', 14) });
  await expect(page.getByText('The photo is not sharp enough.')).toBeVisible();
});

test('a reload goes on where the visitor was', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('Everything is fine');
  await visitor.sendDocument();
  await visitor.sees('Confirm your account');
  await page.reload();
  await visitor.sees('Confirm your account');
  await visitor.skipAccount();
  await visitor.sendSelfie();
  await visitor.sees('You are verified');
  const events = await visitor.expectJourney('APPROVED', ['FRONT_SESSION_RESUMED', 'SESSION_REUSED', 'FINAL_PAGE_VIEW', 'WEBHOOK_SENT']);
  expect([count(events, 'FRONT_SESSION_RESUMED'), count(events, 'SESSION_REUSED')]).toEqual([1, 1]);
  expect((await visitor.detail()).pairs.matched.length).toBe(3);
});

test('the journey grows beside the form, and in the dashboard', async ({ page, context }) => {
  const visitor = new Visitor(page);
  await visitor.begin('The address is on a blocklist');
  await expect(page.getByRole('region', { name: 'What Session Journey says' })).toContainText('BLOCKED_PRE_CHECKS');
  const [dashboard] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Watch it in the dashboard' }).click(),
  ]);
  await expect(dashboard).toHaveURL(`${demo().url}/sessions/${visitor.sessionId}`);
  await expect(dashboard.getByText('IP address risk check').first()).toBeVisible();
});

test('without consent the page records nothing', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => request.url().includes('/v1/events') && sent.push(request.url()));
  await page.goto('/demo');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByText('Nothing of your visit was recorded')).toBeVisible();
  await page.waitForTimeout(1500);
  expect(sent).toEqual([]);
});

test('by keyboard alone, in Korean', async ({ page }) => {
  await page.goto('/demo');
  await page.getByRole('button', { name: '한국어' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('본인 확인');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.getByRole('button', { name: '시작하기' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '동의' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '신분증 사진' })).toBeFocused();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`nothing for axe to find, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const clean = async () =>
      expect((await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations).toEqual([]);
    const visitor = new Visitor(page);
    await page.goto('/demo');
    await clean();
    await visitor.begin('Bad photos to the limit');
    await visitor.sendDocument('Too dark');
    await expect(page.getByText('2 tries are left')).toBeVisible();
    await clean();
    await visitor.sendDocument();
    await visitor.sees('Confirm your account');
    await visitor.press('Send one won');
    await expect(page.getByLabel('Code (four digits)')).toBeVisible();
    await clean();
    await visitor.press('Skip this step');
    await visitor.sendSelfie();
    await visitor.sees('You are verified');
    await clean();
  });
}

test('another visitor’s verification is not to be had', async ({ page, request }) => {
  const visitor = new Visitor(page);
  await visitor.begin('Everything is fine');
  const address = `/demo/api/verifications/${visitor.sessionId}`;
  expect((await request.get(address)).status()).toBe(404);
  expect((await request.get(address, { headers: { Authorization: 'Bearer guessed' } })).status()).toBe(404);
  expect((await request.post('/demo/api/webhooks', { data: { type: 'verification.decided' } })).status()).toBe(401);
  expect((await request.post('/demo/api/verifications', { data: { fate: 'no such' } })).status()).toBe(400);
});
