// From events to things to draw: bars for what took time, marks for moments, rows so that what ran at the same time lies
// below each other, brackets round concurrent groups, joins of FE-BE pairs, stretches in which the page was hidden.
import type { EventItem } from '../../../api/types.ts';
import { keyOf, startOf, timeOf } from '../eventKey.ts';
import type { Axis, Span } from './axis.ts';
import { type Fold, folded } from './folds.ts';

export interface Item {
  event: EventItem;
  key: string;
  start: number;
  end: number;
  /** Row within its lane, from 0. */
  row: number;
  /** Set where one thing stands for several passed checks. */
  fold: Fold | null;
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
  /** Of every event, also of those that are folded. */
  byKey: ReadonlyMap<string, Item>;
  feRows: number;
  beRows: number;
  groups: Group[];
  joins: Join[];
  hidden: Span[];
}

export interface Wishes {
  /** Whether the page is hidden after an event of this name. */
  hides: (name: string) => boolean;
  /** Share of the axis that an item's label must have beside it; 0 for those that do without. */
  room: (item: Item) => number;
  /** Marks closer than this share of the axis to the end of another thing go into another row, so that each can be seen. */
  breath: number;
  /** Events that stay on their own. */
  alone: (key: string) => boolean;
  /** Groups whose passed checks are drawn one by one. */
  unfolded: ReadonlySet<string>;
}

/** Rows of a lane, at most; what does not fit goes where there is most room. */
const rowsMost = { FE: 4, BE: 10 };

/** What an item takes of its row: itself and its label, which is beside it within the bracket of its group, else outside of it, at
 * the left where there is no room at the right. */
function takes(item: Item, bracket: Span, axis: Axis, { room, breath }: { room: number; breath: number }): Span {
  const [start, end] = [axis.place(item.start), axis.place(item.end)];
  if (room === 0) return { start, end: end + breath };
  const [before, after] = [axis.place(bracket.start), axis.place(bracket.end)];
  if (end + room <= after) return { start, end: end + room };
  if (after + room <= 1) return { start, end: after + room };
  if (before - room >= 0) return { start: before - room, end: end + breath };
  return { start, end: 1 };
}

function pack(items: Item[], brackets: ReadonlyMap<Item, Span>, axis: Axis, most: number, { room, breath }: Wishes): number {
  const ends: number[] = [];
  const wanted = items.map((item) => ({ item, span: takes(item, brackets.get(item) ?? item, axis, { room: room(item), breath }) }));
  wanted.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  for (const { item, span } of wanted) {
    let row = ends.findIndex((end) => end <= span.start);
    if (row < 0) row = ends.length < most ? ends.length : ends.indexOf(Math.min(...ends));
    item.row = row;
    ends[row] = Math.max(ends[row] ?? Number.NEGATIVE_INFINITY, span.end);
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
  return [...groups.values()].filter((group) => group.items.length > 1 || group.items.some((item) => item.fold));
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

const itemOf = (event: EventItem): Item => ({ event, key: keyOf(event), start: startOf(event), end: timeOf(event), row: 0, fold: null });

export function makeLayout(events: readonly EventItem[], axis: Axis, wishes: Wishes): Layout {
  const { items, byKey } = folded(events.map(itemOf), wishes);
  const groups = groupsOf(items);
  const brackets = new Map(groups.flatMap((group) => group.items.map((item) => [item, group] as const)));
  const lane = (source: 'FE' | 'BE') =>
    pack(
      items.filter((item) => item.event.source === source),
      brackets,
      axis,
      rowsMost[source],
      wishes,
    );
  return {
    items,
    byKey,
    feRows: lane('FE'),
    beRows: lane('BE'),
    groups,
    joins: joinsOf(items, byKey),
    hidden: hiddenOf(items, wishes.hides),
  };
}
