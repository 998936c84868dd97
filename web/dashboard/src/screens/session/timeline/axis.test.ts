import { describe, expect, test } from 'vitest';
import { makeAxis, ticks } from './axis.ts';

const at = (...times: number[]) => times.map((time) => ({ start: time, end: time }));

describe('the axis', () => {
  test('is to scale without silences', () => {
    const axis = makeAxis(at(0, 1000, 2000, 4000));
    expect(axis.stretches.some((one) => one.gap)).toBe(false);
    expect(axis.place(1000)).toBeCloseTo(0.25);
    expect(axis.time(0.5)).toBeCloseTo(2000);
  });

  test('squeezes a reviewer’s three days, and keeps the minute before to scale', () => {
    const days = 3 * 86_400_000;
    const axis = makeAxis(at(0, 20_000, 40_000, 60_000, days));
    const gap = axis.stretches.find((one) => one.gap);
    expect(gap).toMatchObject({ from: 60_000, to: days });
    expect((gap?.right ?? 0) - (gap?.left ?? 0)).toBeLessThan(0.05);
    expect(axis.place(20_000) / axis.place(40_000)).toBeCloseTo(0.5);
  });

  test('squeezes many pauses that would flatten what happens between them', () => {
    const bursts = Array.from({ length: 10 }, (_, i) => ({ start: i * 62_000, end: i * 62_000 + 2000 }));
    const axis = makeAxis(bursts);
    expect(axis.stretches.filter((one) => one.gap)).toHaveLength(9);
    const busy = axis.stretches.filter((one) => !one.gap).reduce((sum, one) => sum + one.right - one.left, 0);
    expect(busy).toBeGreaterThan(0.49);
  });

  test('never turns time round, and comes back', () => {
    const times = Array.from({ length: 400 }, (_, i) => (i * i * 7919) % 5_000_000).sort((a, b) => a - b);
    const axis = makeAxis(times.map((time) => ({ start: time, end: time + 300 })));
    let last = -1;
    for (const time of times) {
      const place = axis.place(time);
      expect(place).toBeGreaterThanOrEqual(last);
      expect(Math.abs(axis.time(place) - time)).toBeLessThan(5);
      last = place;
    }
    expect(axis.place(times[0] as number)).toBe(0);
    expect(axis.place(1e12)).toBe(1);
  });

  test('a check that runs through a silence is no gap', () => {
    const axis = makeAxis([...at(0, 100_000), { start: 0, end: 100_000 }]);
    expect(axis.stretches.some((one) => one.gap)).toBe(false);
  });

  test('one event alone has an axis', () => {
    const axis = makeAxis(at(5000));
    expect(axis.place(5000)).toBe(0);
    expect(Number.isFinite(axis.time(0.5))).toBe(true);
  });

  test('no events, no failure', () => {
    expect(makeAxis([]).place(1)).toBeGreaterThanOrEqual(0);
  });
});

test('ticks are round, few, within the window and never in a gap', () => {
  const axis = makeAxis(at(0, 20_000, 40_000, 60_000, 9_000_000));
  const marks = ticks(axis, 0, 1, 8);
  expect(marks.length).toBeGreaterThan(2);
  expect(marks.length).toBeLessThanOrEqual(10);
  for (const mark of marks) expect(mark.time <= 60_000 || mark.time === 9_000_000).toBe(true);
  expect(ticks(axis, 0.5, 0.6, 8).every((mark) => mark.place >= 0.5 && mark.place <= 0.6)).toBe(true);
});
