// The figures of a range and of the one before it, and figures over time.
import { useQueries, useQuery } from '@tanstack/react-query';
import { get, type Query } from '../../api/client.ts';
import type { Outcomes } from '../../api/types.ts';
import type { Search } from '../../app/search.ts';
import { intervalOf, type Period } from './period.ts';

/** What all sections of the screen are of. */
export interface Scope {
  filters: Query;
  period: Period;
  previous: Period;
  /** The same as a search, for links to the sessions. */
  base: Search;
  zone: string;
}

const ask = <Answer>(name: string, query: Query) => ({
  queryKey: ['analytics', name, query],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Answer>(`/v1/analytics/${name}`, query, signal),
});

export function useFigures<Answer>(name: string, { filters, period, previous }: Scope, more: Query = {}) {
  const now = useQuery(ask<Answer>(name, { ...filters, ...more, ...period }));
  const before = useQuery(ask<Answer>(name, { ...filters, ...more, ...previous }));
  return { now: now.data, before: before.data, error: now.error };
}

/** Outcomes over time for each of these further filters, in their order. */
export function useOutcomesOf({ filters, period, zone }: Scope, more: readonly Query[], interval = intervalOf(period)) {
  const queries = more.map((one) => ask<Outcomes>('outcomes', { ...filters, ...one, ...period, interval, tz: zone }));
  return useQueries({ queries }).map((one) => one.data);
}
