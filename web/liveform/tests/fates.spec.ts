// Each fate that the panel offers, gone through in a browser, and what Session Journey says of it in the end.
import { count, expect, named, test, Visitor } from './visit.ts';

test('everything is fine, with the camera', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('Everything is fine');
  await visitor.sees('Photo of a document');
  await visitor.shoot();
  await visitor.sees('Confirm your account');
  await visitor.press('Send one won');
  const message = await page.getByText('Your made-up bank').textContent();
  await page.getByLabel('Code (four digits)').fill(/DEMO (\d{4})/.exec(message ?? '')?.[1] ?? '');
  await visitor.press('Confirm');
  await visitor.sees('A selfie');
  await visitor.shoot();
  await visitor.sees('You are verified');
  await expect(page.getByText('delivered to the company by a signed webhook')).toBeVisible();
  const events = await visitor.expectJourney('APPROVED', [
    'FINAL_PAGE_VIEW',
    'WEBHOOK_SENT',
    'CAMERA_ACTIVATED',
    'ID_CAPTURED',
    'SELFIE_CAPTURED',
    'SUBMISSION_CREATED',
    'ACCOUNT_VERIFIED',
    'STEP2_COMPLETED',
  ]);
  expect(named(events, 'WEBHOOK_SENT')?.attributes).toMatchObject({ attempts: 1, status: 204 });
  const pairs = (await visitor.detail()).pairs.matched;
  expect(pairs.map(({ fe }) => events.find((event) => event.event_id === fe)?.name).sort()).toEqual(['CREATE_FLOW', 'FRONT_SESSION_START']);
});

test('the checks of a stage run side by side, and their times are true', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('Everything is fine');
  await visitor.sendDocument();
  await visitor.sees('Confirm your account');
  const events = await visitor.expectEvents(['SUBMISSION_CREATED']);
  const [quality, reading] = [named(events, 'ID_QUALITY_CHECK'), named(events, 'ID_OCR_CHECK')];
  expect(quality?.attributes).toMatchObject({ width: 1280, height: 800 });
  expect(reading?.group).not.toBeNull();
  expect(reading?.group).toBe(named(events, 'ID_LIVENESS_CHECK')?.group);
  const begun = (event: typeof reading) => Date.parse(event?.time ?? '') - (event?.duration_ms ?? 0);
  expect(Math.abs(begun(reading) - begun(quality))).toBeLessThan(500);
});

test('a warning beside an approval', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('The registry answers in part');
  await visitor.sendDocument();
  await visitor.skipAccount();
  await visitor.sendSelfie();
  await visitor.sees('You are verified');
  await visitor.expectJourney('APPROVED_WITH_WARNINGS', ['FINAL_PAGE_VIEW', 'WEBHOOK_SENT']);
});

test('a name on a watch list', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('A name on a watch list');
  await visitor.sendDocument();
  await visitor.skipAccount();
  await visitor.sendSelfie();
  await visitor.sees('A person will look at it');
  await visitor.expectJourney('PENDING_REVIEW', ['FINAL_PAGE_VIEW', 'PENDING', 'WEBHOOK_SENT']);
  expect((await visitor.detail()).decision?.reason).toBe('aml_match');
});

test('an expired document', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('The document has expired');
  await visitor.sendDocument();
  await visitor.sees('Not verified');
  await visitor.expectJourney('REJECTED_BY_CHECK', ['FINAL_PAGE_VIEW', 'REJECTED', 'WEBHOOK_SENT']);
  expect((await visitor.detail()).decision?.reason).toBe('expired_id');
});

for (const [scenario, check, code] of [
  ['The address is on a blocklist', 'IP_RISK_CHECK', 'service-blocked'],
  ['The link has expired', 'LINK_VALIDITY_CHECK', 'expired-start-valid-until'],
] as const) {
  test(`blocked: ${scenario}`, async ({ page }) => {
    const visitor = new Visitor(page);
    await visitor.begin(scenario);
    await visitor.sees('This did not work');
    await expect(page.getByText(code, { exact: true })).toBeVisible();
    const events = await visitor.expectJourney('BLOCKED_PRE_CHECKS', ['ERROR_PAGE_VIEWED', check]);
    expect(named(events, check)?.result).toBe('FAIL');
    expect(count(events, 'FLOW_ID_ISSUED')).toBe(0);
  });
}

test('an engine that fails, over and over', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('The liveness engine fails');
  await visitor.sendDocument();
  await visitor.skipAccount();
  for (let attempt = 1; attempt <= 2; ++attempt) {
    await visitor.sendSelfie();
    await expect(page.getByText('SE-50021', { exact: true })).toBeVisible();
    await visitor.press('Try again');
  }
  await visitor.sendSelfie();
  await expect(page.getByText('LO-30002', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expect.poll(async () => count(await visitor.events(), 'ERROR_PAGE_VIEWED')).toBe(3);
  const events = await visitor.expectJourney('ERROR_RETRY_LOOP', ['ERROR_PAGE_VIEWED']);
  expect(count(events, 'SELFIE_LIVENESS_CHECK')).toBe(3);
});

test('nobody takes the webhook', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('The company’s webhook is down');
  await visitor.sendDocument();
  await visitor.skipAccount();
  await visitor.sendSelfie();
  await expect(page.getByText('the result was not delivered')).toBeVisible();
  const events = await visitor.expectJourney('APPROVED', ['FINAL_PAGE_VIEW', 'WEBHOOK_FAILED']);
  expect(named(events, 'WEBHOOK_FAILED')?.attributes).toMatchObject({ attempts: 3, status: 503 });
});

test('one bad photo, then a good one', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('One bad photo, then a good one');
  await visitor.sendDocument('Blurred');
  await expect(page.getByText('The photo is not sharp enough. 2 tries are left.')).toBeVisible();
  await visitor.sendDocument();
  await visitor.skipAccount();
  await visitor.sendSelfie();
  await visitor.sees('You are verified');
  const events = await visitor.expectJourney('APPROVED_AFTER_RETAKE', ['FINAL_PAGE_VIEW', 'WEBHOOK_SENT']);
  expect(events.filter((event) => event.name === 'ID_QUALITY_CHECK').map(({ result, reason }) => [result, reason ?? null])).toEqual([
    ['FAIL', 'blurred'],
    ['PASS', null],
  ]);
});

test('bad photos to the limit', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('Bad photos to the limit');
  await visitor.sendDocument('Too dark');
  await expect(page.getByText('2 tries are left')).toBeVisible();
  await visitor.sendDocument('Too dark');
  await expect(page.getByText('One try is left')).toBeVisible();
  await visitor.sendDocument('Too dark');
  await visitor.sees('Not verified');
  await visitor.expectJourney('REJECTED_RETRY_LIMIT', ['FINAL_PAGE_VIEW', 'RETRY_LIMIT_CHECK', 'WEBHOOK_SENT']);
  expect((await visitor.detail()).decision?.reason).toBe('too_many_retry');
});

test('a wrong code, and gone', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('Wrong code, and gone');
  await visitor.sendDocument();
  await visitor.sees('Confirm your account');
  await visitor.press('Send one won');
  const message = await page.getByText('Your made-up bank').textContent();
  await page.getByLabel('Code (four digits)').fill(message?.includes('0000') ? '1111' : '0000');
  await visitor.press('Confirm');
  await expect(page.getByText('This is not the code.')).toBeVisible();
  await page.close();
  await visitor.expectJourney('DROPPED_AFTER_RETAKE', ['PAGE_EXITED']);
});

test('the tab is closed', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('The tab is closed');
  await visitor.sees('Photo of a document');
  await page.close();
  const events = await visitor.expectJourney('DROPPED_ON_SCREEN', ['PAGE_EXITED']);
  expect(events.filter((event) => event.name === 'STEP_VIEW').map((event) => event.attributes?.path)).toEqual(['/start', '/terms', '/id']);
});

test('the page itself breaks', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('The page itself breaks');
  await visitor.sendDocument();
  await expect(page.getByText('RT-10000', { exact: true })).toBeVisible();
  await visitor.expectJourney('ERROR_PAGE_ONLY', ['CLIENT_ERROR', 'ERROR_PAGE_VIEWED']);
});
