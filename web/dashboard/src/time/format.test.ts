import i18next from 'i18next';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clock, dateTime, duration, exact, number, offset, shortTime, startOfDay, startOfWeek, wallTime, wallToUtc } from './format.ts';

beforeAll(() => i18next.init({ lng: 'en' }));
afterEach(() => i18next.changeLanguage('en'));

const noonUtc = Date.UTC(2026, 5, 21, 12, 0, 3, 125);

describe('times in the zone of the viewer', () => {
  test('date, time and milliseconds', () => {
    expect(dateTime(noonUtc, 'UTC')).toBe('Jun 21, 2026, 12:00:03');
    expect(wallTime(noonUtc, 'UTC')).toBe('2026-06-21T12:00:03');
    expect(exact(noonUtc, 'Asia/Seoul')).toBe('2026-06-21 21:00:03.125');
    expect(clock(noonUtc, 'America/New_York')).toBe('08:00:03.125');
    expect(dateTime(Date.UTC(2026, 5, 21, 15), 'Asia/Seoul')).toBe('Jun 22, 2026, 00:00:00');
  });
  test('the year is left out where it is this one', () => {
    expect(shortTime(noonUtc, 'UTC', noonUtc)).toBe('Jun 21, 12:00');
    expect(shortTime(noonUtc, 'UTC', Date.UTC(2027, 5, 21))).toBe('Jun 21, 2026, 12:00');
  });
  test('the offset is that of the day, not of today', () => {
    expect(offset(noonUtc, 'Asia/Seoul')).toBe('UTC+9');
    expect(offset(Date.UTC(2026, 0, 1), 'Europe/Berlin')).toBe('UTC+1');
    expect(offset(noonUtc, 'Europe/Berlin')).toBe('UTC+2');
  });
  test('days begin at their own midnight, also when clocks change', () => {
    expect(startOfDay(noonUtc, 'Asia/Seoul')).toBe(Date.UTC(2026, 5, 20, 15));
    expect(startOfDay(Date.UTC(2026, 2, 29, 20), 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 28, 23));
    expect(startOfWeek(noonUtc, 'UTC')).toBe(Date.UTC(2026, 5, 15));
    expect(startOfWeek(Date.UTC(2026, 2, 30, 20), 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 22));
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

test('Korean has its own words for times, durations and thousands', async () => {
  await i18next.changeLanguage('ko');
  expect(dateTime(noonUtc, 'Asia/Seoul')).toBe('2026년 6월 21일 21:00:03');
  expect([850, 12_449, 185_000, 7_800_000, 273_600_000].map(duration)).toEqual(['850ms', '12.4초', '3분 05초', '2시간 10분', '3일 4시간']);
  expect(number(12345)).toBe('12,345');
});
