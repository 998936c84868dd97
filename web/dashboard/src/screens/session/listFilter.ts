// Which events the list shows, and which is the next that did something to the user.
import type { EventItem } from '../../api/types.ts';

export interface ListFilter {
  source: string;
  stage: string;
  /** Impacts to show; none: all. */
  impacts: readonly string[];
  text: string;
}

/** Everything of an event that a person could search for: its fields, and what the screen calls it. */
function hasText(event: EventItem, text: string, words: string): boolean {
  const { attributes, ...fields } = event;
  return `${words} ${Object.values(fields).join(' ')} ${attributes ? JSON.stringify(attributes) : ''}`.toLowerCase().includes(text);
}

export function matching(events: readonly EventItem[], filter: ListFilter, wordsOf: (event: EventItem) => string): EventItem[] {
  const text = filter.text.trim().toLowerCase();
  return events.filter(
    (event) =>
      (!filter.source || event.source === filter.source) &&
      (!filter.stage || event.stage === filter.stage) &&
      (filter.impacts.length === 0 || filter.impacts.includes(event.effective_impact)) &&
      (!text || hasText(event, text, wordsOf(event))),
  );
}

/** The next event with an impact after (1) or before (-1) a place in the list; where there is none, the place itself. */
export function nextImpact(events: readonly EventItem[], at: number, step: 1 | -1): number {
  for (let i = at + step; i >= 0 && i < events.length; i += step) if (events[i]?.effective_impact !== 'NONE') return i;
  return at;
}
