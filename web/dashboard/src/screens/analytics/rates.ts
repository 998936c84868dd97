// Shares of sessions. A share of nothing is no number.
import type { Outcomes } from '../../api/types.ts';

export interface Tally {
  sessions: number;
  completed: number;
  decided: number;
  approved: number;
}

export function tallyOf({ buckets }: Outcomes): Tally {
  const sum = (of: (bucket: Outcomes['buckets'][number]) => number) => buckets.reduce((all, bucket) => all + of(bucket), 0);
  const [approved, undecided] = [sum(({ decision }) => decision.APPROVED), sum(({ decision }) => decision.NONE)];
  const sessions = sum(({ status }) => status.IN_PROGRESS + status.COMPLETED + status.DROPPED + status.ERROR);
  return { sessions, completed: sum(({ status }) => status.COMPLETED), decided: sessions - undecided, approved };
}

export const shareOf = (part: number, whole: number): number | undefined => (whole > 0 ? part / whole : undefined);

/** How a count changed: a share of what it was, `new` where there was none; nothing if there is nothing to compare. */
export function changeOf(now: number, then: number | undefined): number | 'new' | undefined {
  if (then === undefined) return undefined;
  if (then === 0) return now === 0 ? undefined : 'new';
  return (now - then) / then;
}
