import { expect, test } from 'vitest';
import type { CatalogEvent, EventItem } from '../../api/types.ts';
import { align, timesAsLong, tookDifferently } from './align.ts';

const kinds: Record<string, Pick<CatalogEvent, 'kind' | 'flags'>> = {
  OCR: { kind: 'check', flags: [] },
  STEP_VIEW: { kind: 'screen', flags: [] },
};
const known = (name: string) => kinds[name] as CatalogEvent | undefined;

let number = 0;
const event = (name: string, more: Partial<EventItem> = {}): EventItem => ({
  event_id: `e${++number}`,
  session_id: 's',
  name,
  source: 'BE',
  time: new Date(number * 1000).toISOString(),
  stage: 'STEP1',
  effective_impact: 'NONE',
  received_at: new Date(number * 1000).toISOString(),
  group: null,
  pair: null,
  resolved: null,
  known: true,
  ...more,
});
const screen = (path: string) => event('STEP_VIEW', { source: 'FE', attributes: { path } });

test('a check is one row, with each of its runs on both sides', () => {
  const left = [event('OCR', { result: 'FAIL', effective_impact: 'RETAKE' }), event('OCR', { result: 'PASS' })];
  const [row, ...others] = align(left, [event('OCR', { result: 'PASS' })], known);
  expect(others).toEqual([]);
  expect([row?.sides[0].length, row?.sides[1].length, row?.differs]).toEqual([2, 1, true]);
});

test('the same result with another error code differs', () => {
  const [row] = align(
    [event('OCR', { result: 'FAIL', error_code: 'LO-1' })],
    [event('OCR', { result: 'FAIL', error_code: 'LO-2' })],
    known,
  );
  expect(row?.differs).toBe(true);
});

test('screens are rows by their path, and last until the next one', () => {
  const rows = align([screen('/id/guide'), screen('/id/capture')], [screen('/id/guide')], known);
  expect(rows.map((row) => [row.name, row.differs])).toEqual([
    ['/id/guide', false],
    ['/id/capture', true],
  ]);
  expect(rows[0]?.sides[0][0]?.durationMs).toBe(1000);
});

test('a time that cannot be said is not compared, and a small one is not felt', () => {
  const row = (left?: number, right?: number) =>
    align(
      [event('OCR', left === undefined ? {} : { duration_ms: left })],
      [event('OCR', right === undefined ? {} : { duration_ms: right })],
      known,
    )[0]!;
  expect(timesAsLong(row(undefined, 5))).toBeUndefined();
  expect(timesAsLong(row(0, 5))).toBeUndefined();
  expect(timesAsLong(row(1000, 3000))).toBe(3);
  expect([tookDifferently(row(10, 90)), tookDifferently(row(1000, 3000)), tookDifferently(row(3000, 3500))]).toEqual([false, true, false]);
});
