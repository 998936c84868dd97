// What is new about a session since it was last seen, and the rows of the screen as changes come in.
import type { SessionSummary } from '../../api/types.ts';

export type Change = 'new' | 'status' | 'decision' | 'stage' | 'retake' | 'events';

export interface LiveRow {
  row: SessionSummary;
  /** What the last message changed; empty for a row that was there when the screen was opened. */
  changes: Change[];
  /** Events that came since the screen was opened. */
  newEvents: number;
}

export type LiveRows = ReadonlyMap<string, LiveRow>;

export function changesOf(before: SessionSummary | undefined, now: SessionSummary): Change[] {
  if (!before) return ['new'];
  const changes: Change[] = [];
  if (before.status !== now.status) changes.push('status');
  if (before.decision?.event_id !== now.decision?.event_id) changes.push('decision');
  if (before.stage !== now.stage) changes.push('stage');
  if (before.counts.retakes < now.counts.retakes) changes.push('retake');
  if (changes.length === 0 && before.counts.events !== now.counts.events) changes.push('events');
  return changes;
}

/** The rows with this session as it is now. An older state never replaces a newer one. */
export function withChange(rows: LiveRows, now: SessionSummary, most: number): LiveRows {
  const known = rows.get(now.session_id);
  if (known && known.row.counts.events > now.counts.events) return rows;
  const changes = changesOf(known?.row, now);
  const newEvents = (known?.newEvents ?? 0) + now.counts.events - (known?.row.counts.events ?? 0);
  const next = new Map(rows);
  // Taken out and put in again: the last of the map is the one that changed last.
  next.delete(now.session_id);
  next.set(now.session_id, { row: now, changes: changes.length > 0 || !known ? changes : known.changes, newEvents });
  for (const id of next.keys()) {
    if (next.size <= most) break;
    next.delete(id);
  }
  return next;
}

/** The rows that a page of the list gives, for a screen that was just opened: nothing in them is a change. */
export function withPage(rows: LiveRows, page: readonly SessionSummary[]): LiveRows {
  const listed = page
    .filter((row) => !rows.has(row.session_id))
    .map((row): [string, LiveRow] => [row.session_id, { row, changes: [], newEvents: 0 }]);
  return new Map([...listed.reverse(), ...rows]);
}
