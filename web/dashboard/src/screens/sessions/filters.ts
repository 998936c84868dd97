// From the address to the question. The filters of the address have the names of GET /v1/sessions; `range` is the
// page's own: a range that moves with time.
import { useMemo, useState } from 'react';
import type { paths } from '@session-journey/api';
import type { Query } from '../../api/client.ts';
import { listOf, type Search, textOf } from '../../app/search.ts';
import { startOfDay, startOfWeek } from '../../time/format.ts';

type FilterName = keyof NonNullable<paths['/v1/sessions']['parameters']['query']>;

// A record, so that the compiler misses a filter here that openapi.yaml has.
const filters: Record<FilterName, true> = {
  status: true,
  decision: true,
  stage: true,
  furthest_stage: true,
  entered: true,
  passed: true,
  headline: true,
  reason: true,
  error_code: true,
  error_family: true,
  event: true,
  check: true,
  last_path: true,
  last_event: true,
  from: true,
  to: true,
  time_field: true,
  q: true,
  field: true,
  match: true,
};

/** Parameters that the list, the analytics, the exports and the stream take alike. */
export const filterNames = Object.keys(filters) as FilterName[];

type TimeField = NonNullable<NonNullable<paths['/v1/sessions']['parameters']['query']>['time_field']>;

// A record, as above.
const timeFieldNames: Record<TimeField, true> = { created: true, updated: true, decided: true };

/** Which time a range applies to; the first unless told otherwise. */
export const timeFields = Object.keys(timeFieldNames) as TimeField[];

/** The value of the filter `reason` for sessions that were rejected or held without one. */
export const noReason = '';

/** The values of a filter. Only of a reason an empty text is one. */
export const valuesOf = (search: Search, name: FilterName): string[] =>
  listOf(search, name).filter((value) => value !== '' || name === 'reason');

export const ranges = ['1h', '24h', 'today', 'yesterday', 'week', '7d', '30d'] as const;
export type Range = (typeof ranges)[number];

const hour = 3_600_000;

/** Where a range begins at `now`; undefined for what is no range. */
export function rangeStart(range: string, now: number, zone: string): number | undefined {
  if (range === 'today') return startOfDay(now, zone);
  if (range === 'yesterday') return startOfDay(startOfDay(now, zone) - hour, zone);
  if (range === 'week') return startOfWeek(now, zone);
  const hours = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 }[range];
  return hours === undefined ? undefined : now - hours * hour;
}

/** Where it ends; undefined if it goes on. */
export function rangeEnd(range: string, now: number, zone: string): number | undefined {
  return range === 'yesterday' ? startOfDay(now, zone) : undefined;
}

/** The API's filters of a search, at `now`. */
export function filtersOf(search: Search, now: number, zone: string): Query {
  const filters: Query = {};
  for (const name of filterNames) {
    const values = valuesOf(search, name);
    if (values.length > 0) filters[name] = values;
  }
  const start = rangeStart(textOf(search, 'range'), now, zone);
  if (start !== undefined) filters.from = new Date(start).toISOString();
  const end = rangeEnd(textOf(search, 'range'), now, zone);
  if (end !== undefined) filters.to = new Date(end).toISOString();
  if (!filters.q) {
    delete filters.field;
    delete filters.match;
  }
  return filters;
}

/** How many filters are set, for the button that clears them. */
export function countFilters(search: Search): number {
  const set = filterNames.filter(
    (name) => name !== 'field' && name !== 'match' && name !== 'time_field' && valuesOf(search, name).length > 0,
  );
  return set.length + (textOf(search, 'range') ? 1 : 0);
}

/** The filters, and a way to ask again from now. A moving range stands still until then. */
export function useFilters(search: Search, zone: string): { filters: Query; now: number; askAgain: () => void } {
  const [now, setNow] = useState(() => Date.now());
  const key = JSON.stringify(search);
  const filters = useMemo(() => filtersOf(JSON.parse(key) as Search, now, zone), [key, now, zone]);
  return { filters, now, askAgain: () => setNow(Date.now()) };
}
