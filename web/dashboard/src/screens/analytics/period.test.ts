import { expect, test } from 'vitest';
import { before, intervalOf, periodOf } from './period.ts';

const now = Date.UTC(2026, 5, 21, 12);

test('seven days unless told otherwise, and the seven before', () => {
  const week = periodOf({}, now, 'UTC');
  expect(week).toEqual({ from: '2026-06-14T12:00:00.000Z', to: '2026-06-21T12:00:00.000Z' });
  expect(before(week)).toEqual({ from: '2026-06-07T12:00:00.000Z', to: '2026-06-14T12:00:00.000Z' });
});

test('a range with one end gets the other', () => {
  expect(periodOf({ from: '2026-06-20T00:00:00Z' }, now, 'UTC').to).toBe('2026-06-21T12:00:00.000Z');
  expect(periodOf({ to: '2026-06-20T00:00:00Z' }, now, 'UTC').from).toBe('2026-06-13T00:00:00.000Z');
});

test('hours for two days, days for weeks, weeks for longer', () => {
  const days = (count: number) => intervalOf({ from: new Date(now - count * 86_400_000).toISOString(), to: new Date(now).toISOString() });
  expect([days(1), days(7), days(100)]).toEqual(['hour', 'day', 'week']);
});
