import { expect, test } from 'vitest';
import type { EventItem } from '../../../api/types.ts';
import { startOf, timeOf } from '../eventKey.ts';
import { makeAxis } from './axis.ts';
import { makeLayout } from './layout.ts';

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

const layoutOf = (events: EventItem[], hides: (name: string) => boolean = () => false) =>
  makeLayout(events, makeAxis(events.map((one) => ({ start: startOf(one), end: timeOf(one) }))), hides);

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
    (name) => name === 'PAGE_HIDDEN',
  );
  expect(hidden).toEqual([{ start: base + 1000, end: base + 5000 }]);
});
