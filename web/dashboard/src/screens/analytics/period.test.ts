import { expect, test } from 'vitest';
import { before, changeOf, periodOf } from './period.ts';

const now = Date.UTC(2026, 5, 21, 12);

test('seven days unless told otherwise, and the seven before', () => {
  const week = periodOf({}, now, 'UTC');
  expect(week).toEqual({ from: '2026-06-14T12:00:00.000Z', to: '2026-06-21T12:00:00.000Z' });
  expect(before(week)).toEqual({ from: '2026-06-07T12:00:00.000Z', to: '2026-06-14T12:00:00.000Z' });
});

test('a change is a sign and a share, and nothing where there is nothing to compare with', () => {
  expect([changeOf(112, 100), changeOf(97, 100), changeOf(100, 100), changeOf(5, 0), changeOf(5, undefined)]).toEqual([
    '+12 %',
    '−3 %',
    '±0 %',
    '',
    '',
  ]);
});
