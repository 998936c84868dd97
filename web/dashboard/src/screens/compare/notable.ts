import type { EventItem } from '../../api/types.ts';

/** What two journeys are compared by: checks with their results, and everything that the user felt. */
export function notable(events: readonly EventItem[]): EventItem[] {
  return events.filter((event) => event.result !== undefined || event.effective_impact !== 'NONE');
}
