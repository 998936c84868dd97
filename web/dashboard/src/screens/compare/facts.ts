// What the events of a session tell about its circumstances: device, document, country. Attributes are the sender's own, so each
// fact has several names; what the server sent counts before what the screen sent.
import type { EventItem, Source } from '../../api/types.ts';

const names = {
  device: ['device', 'device_type'],
  os: ['os'],
  browser: ['browser'],
  document: ['document', 'document_type', 'id_type'],
  country: ['country', 'nationality'],
} as const;

export type FactName = keyof typeof names;
export const factNames = Object.keys(names) as FactName[];

export interface Fact {
  /** In the order of their first appearance. */
  values: string[];
  source: Source;
}

function valuesOf(events: readonly EventItem[], keys: readonly string[]): string[] {
  const found = events.flatMap((event) => keys.map((key) => event.attributes?.[key])).filter((value) => typeof value === 'string');
  return [...new Set(found)];
}

export function factOf(events: readonly EventItem[], name: FactName): Fact | undefined {
  for (const source of ['BE', 'FE'] as const) {
    const values = valuesOf(
      events.filter((event) => event.source === source),
      names[name],
    );
    if (values.length > 0) return { values, source };
  }
  return undefined;
}

/** The address of the screen that was shown last. */
export function lastScreen(events: readonly EventItem[]): string | undefined {
  const path = events.findLast((event) => event.source === 'FE' && typeof event.attributes?.path === 'string')?.attributes?.path;
  return path as string | undefined;
}
