// Checks of a concurrent group that passed are drawn as one thing, "5 checks passed", until somebody opens it.
import type { EventItem } from '../../../api/types.ts';
import type { Item, Wishes } from './layout.ts';

export interface Fold {
  /** Names the group. */
  group: string;
  count: number;
}

const foldedFrom = 3;

const groupOf = (event: EventItem): string => `${event.stage}/${event.group}`;

const hasPassed = ({ event }: Pick<Item, 'event'>): boolean =>
  event.group !== null && event.result === 'PASS' && event.effective_impact === 'NONE';

/** One item for several: from the first start to the last end, with the event that ended last. */
function together(items: readonly Item[], group: string): Item {
  const last = items.reduce((a, b) => (b.end >= a.end ? b : a));
  return {
    ...last,
    key: `fold:${group}`,
    start: Math.min(...items.map((item) => item.start)),
    fold: { group, count: items.length },
  };
}

export function folded(all: readonly Item[], { alone, unfolded }: Pick<Wishes, 'alone' | 'unfolded'>) {
  const groups = new Map<string, Item[]>();
  for (const item of all) {
    if (!hasPassed(item) || alone(item.key)) continue;
    const group = groupOf(item.event);
    if (unfolded.has(group)) continue;
    const known = groups.get(group);
    if (known) known.push(item);
    else groups.set(group, [item]);
  }
  const byKey = new Map(all.map((item) => [item.key, item]));
  const folds = [...groups].filter(([, items]) => items.length >= foldedFrom).map(([group, items]) => together(items, group));
  for (const fold of folds) for (const item of groups.get(fold.fold?.group ?? '') ?? []) byKey.set(item.key, fold);
  const items = [...all.filter((item) => byKey.get(item.key) === item), ...folds];
  return { items: items.sort((a, b) => a.end - b.end), byKey };
}

/** Groups that have something to fold, unless it is evidence. */
export function foldableGroups(events: readonly EventItem[]): string[] {
  const counts = new Map<string, number>();
  for (const event of events) if (hasPassed({ event })) counts.set(groupOf(event), (counts.get(groupOf(event)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= foldedFrom).map(([group]) => group);
}
