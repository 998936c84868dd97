import { expect, test } from 'vitest';
import type { EventItem } from '../../api/types.ts';
import { changesBetween, helped } from './changes.ts';
import { namedByServer } from './identity.ts';

const event = (name: string, more: Partial<EventItem> = {}) => ({ name, source: 'BE', effective_impact: 'NONE', ...more }) as EventItem;
const first = [
  event('OCR', { result: 'FAIL', attributes: { document: 'passport', country: 'KR' } }),
  event('IP', { result: 'PASS' }),
  event('STEP_VIEW', { source: 'FE', attributes: { path: '/id/retry', device: 'phone' } }),
];
const second = [
  event('OCR', { result: 'FAIL', attributes: { document: 'driver-licence', country: 'KR' } }),
  event('OCR', { result: 'PASS' }),
  event('STEP_VIEW', { source: 'FE', attributes: { path: '/result', device: 'phone' } }),
];

test('checks by their last result, circumstances and the last screen', () => {
  expect(changesBetween(first, second)).toEqual([
    { kind: 'check', name: 'OCR', before: 'FAIL', after: 'PASS' },
    { kind: 'fact', name: 'document', before: 'passport', after: 'driver-licence' },
    { kind: 'screen', name: '', before: '/id/retry', after: '/result' },
  ]);
});

test('what helped is what passed then and did not before, and what was used then', () => {
  expect(helped(first, second).map((one) => one.name)).toEqual(['OCR', 'document']);
  expect(helped(second, first).map((one) => one.name)).toEqual(['document']);
  expect(helped(first, []).map((one) => [one.name, one.after])).toEqual([['OCR', undefined]]);
});

test('only the server names a person', () => {
  expect(namedByServer([event('A', { email: 'Ann@example.com' })], 'email', 'ann@example.com')).toBe(true);
  expect(namedByServer([event('A', { source: 'FE', email: 'ann@example.com' })], 'email', 'ann@example.com')).toBe(false);
});
