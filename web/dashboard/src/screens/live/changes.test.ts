import { expect, test } from 'vitest';
import type { SessionSummary } from '../../api/types.ts';
import { changesOf, type LiveRows, withChange, withPage } from './changes.ts';

const row = (id: string, events: number, more: Partial<SessionSummary> = {}) =>
  ({ session_id: id, status: 'IN_PROGRESS', stage: 'STEP1', decision: null, counts: { events, retakes: 0 }, ...more }) as SessionSummary;

const ids = (rows: LiveRows) => [...rows.keys()].reverse();

test('says what changed, and events only if nothing else did', () => {
  const before = row('a', 3);
  expect(changesOf(undefined, before)).toEqual(['new']);
  expect(changesOf(before, row('a', 4))).toEqual(['events']);
  expect(changesOf(before, row('a', 4, { status: 'DROPPED', stage: 'STEP2' }))).toEqual(['status', 'stage']);
  expect(changesOf(before, before)).toEqual([]);
});

test('one row a session, the last that changed on top, and no more than asked for', () => {
  let rows = withPage(new Map(), [row('b', 1), row('a', 1)]);
  expect(ids(rows)).toEqual(['b', 'a']);
  rows = withChange(rows, row('a', 3), 2);
  expect(ids(rows)).toEqual(['a', 'b']);
  expect(rows.get('a')?.newEvents).toBe(2);
  rows = withChange(rows, row('c', 1), 2);
  expect(ids(rows)).toEqual(['c', 'a']);
});

test('an older state does not replace a newer one, and a page only adds', () => {
  const rows = withChange(new Map(), row('a', 5), 9);
  expect(withChange(rows, row('a', 4), 9)).toBe(rows);
  expect(withPage(rows, [row('a', 4), row('b', 1)]).get('a')?.row.counts.events).toBe(5);
});
