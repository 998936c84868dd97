import { describe, expect, test } from 'vitest';
import type { EventItem } from '../../../api/types.ts';
import { startOf, timeOf } from '../eventKey.ts';
import { makeAxis } from './axis.ts';
import { makeLayout, type Wishes } from './layout.ts';

const base = Date.UTC(2026, 5, 21);

function event(id: string, source: 'FE' | 'BE', atMs: number, more: Partial<EventItem> = {}): EventItem {
  const time = new Date(base + atMs).toISOString();
  return {
    event_id: id,
    session_id: 's',
    name: 'X',
    source,
    time,
    stage: 'STEP1',
    effective_impact: 'NONE',
    received_at: time,
    group: null,
    pair: null,
    resolved: null,
    known: true,
    ...more,
  };
}

const plain: Wishes = { hides: () => false, room: () => 0, breath: 1 / 80, alone: () => false, unfolded: new Set() };
const layoutOf = (events: EventItem[], wishes: Partial<Wishes> = {}) =>
  makeLayout(events, makeAxis(events.map((one) => ({ start: startOf(one), end: timeOf(one) }))), { ...plain, ...wishes });

test('what ran at the same time lies in different rows, what came after may share one', () => {
  const { byKey, beRows } = layoutOf([
    event('a', 'BE', 3000, { duration_ms: 3000 }),
    event('b', 'BE', 2500, { duration_ms: 2000 }),
    event('c', 'BE', 9000, { duration_ms: 1000 }),
  ]);
  expect(byKey.get('BE:a')?.row).not.toBe(byKey.get('BE:b')?.row);
  expect(byKey.get('BE:c')?.row).toBe(0);
  expect(beRows).toBe(2);
});

test('a group spans its checks from the first start to the last end', () => {
  const { groups } = layoutOf([
    event('a', 'BE', 3000, { duration_ms: 2000, group: 1 }),
    event('b', 'BE', 4000, { duration_ms: 1500, group: 1 }),
    event('c', 'BE', 9000),
  ]);
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({ start: base + 1000, end: base + 4000 });
});

test('a pair is joined once, also where both sides have the same id', () => {
  const { joins } = layoutOf([event('same', 'FE', 0, { pair: 'same' }), event('same', 'BE', 100, { pair: 'same' })]);
  expect(joins).toHaveLength(1);
  expect(joins[0]?.be.event.source).toBe('BE');
});

test('the page is hidden until the screen tells anything again', () => {
  const { hidden } = layoutOf(
    [event('h', 'FE', 1000, { name: 'PAGE_HIDDEN' }), event('s', 'BE', 2000), event('v', 'FE', 5000, { name: 'PAGE_VISIBLE' })],
    { hides: (name) => name === 'PAGE_HIDDEN' },
  );
  expect(hidden).toEqual([{ start: base + 1000, end: base + 5000 }]);
});

test('evidence gets the room for its label in its row', () => {
  const events = [event('cause', 'BE', 1000), event('next', 'BE', 3000), event('last', 'BE', 5000)];
  expect(layoutOf(events).byKey.get('BE:next')?.row).toBe(0);
  const { byKey } = layoutOf(events, { room: (item) => (item.key === 'BE:cause' ? 0.6 : 0) });
  expect(byKey.get('BE:next')?.row).toBe(1);
  expect(byKey.get('BE:last')?.row).toBe(0);
});

describe('passed checks of a group', () => {
  const checks = ['a', 'b', 'c', 'd'].map((id, index) =>
    event(id, 'BE', 1000 + index * 100, { group: 1, result: 'PASS', duration_ms: 200 }),
  );
  const failed = event('f', 'BE', 1500, { group: 1, result: 'FAIL', effective_impact: 'RETAKE' });

  test('are one thing, in the bracket of their group, and each leads to it', () => {
    const { items, byKey, groups } = layoutOf([...checks, failed]);
    expect(items.map((item) => item.fold?.count ?? item.key)).toEqual([4, 'BE:f']);
    expect(byKey.get('BE:b')?.fold).toMatchObject({ count: 4 });
    expect(groups[0]).toMatchObject({ start: base + 800, end: base + 1500 });
  });

  test('are drawn one by one on request, and evidence always', () => {
    expect(layoutOf(checks, { unfolded: new Set(['STEP1/1']) }).items).toHaveLength(4);
    expect(layoutOf(checks, { alone: (key) => key === 'BE:a' }).items.map((item) => item.key)).toContain('BE:a');
  });
});
