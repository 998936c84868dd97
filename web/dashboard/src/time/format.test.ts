import { describe, expect, test } from 'vitest';
import { clock, dateTime, duration, exact, offset, startOfDay, wallToUtc } from './format.ts';

const noonUtc = Date.UTC(2026, 5, 21, 12, 0, 3, 125);

describe('times in the zone of the viewer', () => {
  test('date, time and milliseconds', () => {
    expect(dateTime(noonUtc, 'UTC')).toBe('2026-06-21 12:00:03');
    expect(exact(noonUtc, 'Asia/Seoul')).toBe('2026-06-21 21:00:03.125');
    expect(clock(noonUtc, 'America/New_York')).toBe('08:00:03.125');
    expect(dateTime(Date.UTC(2026, 5, 21, 15), 'Asia/Seoul')).toBe('2026-06-22 00:00:00');
  });
  test('the offset is that of the day, not of today', () => {
    expect(offset(noonUtc, 'Asia/Seoul')).toBe('UTC+9');
    expect(offset(Date.UTC(2026, 0, 1), 'Europe/Berlin')).toBe('UTC+1');
    expect(offset(noonUtc, 'Europe/Berlin')).toBe('UTC+2');
  });
  test('days begin at their own midnight, also when clocks change', () => {
    expect(startOfDay(noonUtc, 'Asia/Seoul')).toBe(Date.UTC(2026, 5, 20, 15));
    expect(startOfDay(Date.UTC(2026, 2, 29, 20), 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 28, 23));
    expect(wallToUtc(Date.UTC(2026, 2, 29, 4), 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 2));
  });
});

test('durations are as long as a reader needs', () => {
  expect([0, 850, 12_449, 185_000, 7_800_000, 273_600_000, -1500].map(duration)).toEqual([
    '0 ms',
    '850 ms',
    '12.4 s',
    '3 m 05 s',
    '2 h 10 m',
    '3 d 4 h',
    '−1.5 s',
  ]);
});
