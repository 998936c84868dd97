import { test, Visitor, expect } from './visit.ts';

test('the camera is refused, and the visitor goes', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.begin('Camera refused, and gone');
  await visitor.sees('Photo of a document');
  await visitor.press('Use the camera');
  await expect(page.getByRole('alert')).toContainText('The camera is not available or was refused');
  await page.close();
  await visitor.expectJourney('DROPPED_CAMERA_DENIED', ['CAMERA_DENIED', 'PAGE_EXITED']);
});
