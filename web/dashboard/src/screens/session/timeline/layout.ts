// From events to things to draw: bars for what took time, marks for moments, rows so that what ran at the same time lies
// below each other, brackets round concurrent groups, joins of FE-BE pairs, stretches in which the page was hidden.
import type { EventItem } from '../../../api/types.ts';
import { keyOf, startOf, timeOf } from '../eventKey.ts';
import type { Axis, Span } from './axis.ts';

export interface Item {
  event: EventItem;
  key: string;
  start: number;
  end: number;
  /** Row within its lane, from 0. */
  row: number;
}

export interface Group extends Span {
  id: number;
  items: Item[];
}

export interface Join {
  fe: Item;
  be: Item;
}

export interface Layout {
  items: Item[];
  byKey: ReadonlyMap<string, Item>;
  feRows: number;
  beRows: number;
  groups: Group[];
  joins: Join[];
  hidden: Span[];
}

/** Rows of a lane, at most; what does not fit shares the last one. */
const rowsMost = { FE: 4, BE: 10 };
/** Marks closer than this share of the axis to the end of another thing go into another row, so that each can be seen. */
const breath = 1 / 80;

function pack(items: Item[], axis: Axis, most: number): number {
  const ends: number[] = [];
  for (const item of [...items].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const start = axis.place(item.start);
    let row = ends.findIndex((end) => end <= start);
    if (row < 0) row = Math.min(ends.length, most - 1);
    item.row = row;
    ends[row] = Math.max(ends[row] ?? Number.NEGATIVE_INFINITY, axis.place(item.end) + breath);
  }
  return Math.max(1, ends.length);
}

function groupsOf(items: readonly Item[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const id = item.event.group;
    if (id === null) continue;
    const key = `${item.event.stage}/${id}`;
    const known = groups.get(key);
    if (!known) groups.set(key, { id, start: item.start, end: item.end, items: [item] });
    else {
      known.start = Math.min(known.start, item.start);
      known.end = Math.max(known.end, item.end);
      known.items.push(item);
    }
  }
  return [...groups.values()].filter((group) => group.items.length > 1);
}

function joinsOf(items: readonly Item[], byKey: ReadonlyMap<string, Item>): Join[] {
  const joins: Join[] = [];
  for (const fe of items) {
    const be = fe.event.source === 'FE' && fe.event.pair ? byKey.get(`BE:${fe.event.pair}`) : undefined;
    if (be) joins.push({ fe, be });
  }
  return joins;
}

/** From the page's hiding to the next thing that the screen told. */
function hiddenOf(items: readonly Item[], hides: (name: string) => boolean): Span[] {
  const spans: Span[] = [];
  let since: number | null = null;
  for (const item of items) {
    if (item.event.source !== 'FE') continue;
    if (since !== null) spans.push({ start: since, end: item.end });
    since = hides(item.event.name) ? item.end : null;
  }
  return spans;
}

export function makeLayout(events: readonly EventItem[], axis: Axis, hides: (name: string) => boolean): Layout {
  const items = events.map((event): Item => ({ event, key: keyOf(event), start: startOf(event), end: timeOf(event), row: 0 }));
  const byKey = new Map(items.map((item) => [item.key, item]));
  return {
    items,
    byKey,
    feRows: pack(
      items.filter((item) => item.event.source === 'FE'),
      axis,
      rowsMost.FE,
    ),
    beRows: pack(
      items.filter((item) => item.event.source === 'BE'),
      axis,
      rowsMost.BE,
    ),
    groups: groupsOf(items),
    joins: joinsOf(items, byKey),
    hidden: hiddenOf(items, hides),
  };
}
