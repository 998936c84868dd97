// The sessions of a person with their events, oldest first.
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.ts';
import type { EventItem, EventPage, SessionPage, SessionSummary } from '../../api/types.ts';
import { type IdentityKind, namedByServer } from './identity.ts';

/** Of a person with more sessions than this, the newest are told. */
export const triesMost = 20;
/** Later events of a session are not compared; the page says so. */
const eventsMost = 200;

export interface Try {
  row: SessionSummary;
  events: EventItem[];
  /** Whether all events are here. */
  complete: boolean;
}

export interface Tries {
  /** The server named the person in these. */
  tries: Try[];
  /** Only the screen named the person in these. */
  claimed: Try[];
  total: number;
  waiting: boolean;
  error: Error | null;
  again: () => void;
}

export function useTries(kind: IdentityKind, value: string): Tries {
  const list = useQuery({
    queryKey: ['person', kind, value],
    queryFn: ({ signal }) =>
      get<SessionPage>('/v1/sessions', { field: kind, match: 'exact', q: value, limit: triesMost, count: 'exact' }, signal),
    placeholderData: keepPreviousData,
  });
  const rows = [...(list.data?.data ?? [])].reverse();
  const events = useQueries({
    queries: rows.map((row) => ({
      queryKey: ['person-events', row.session_id, row.updated_at],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<EventPage>(`/v1/sessions/${encodeURIComponent(row.session_id)}/events`, { limit: eventsMost }, signal),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const all = rows.map((row, index): Try => {
    const page = events[index]?.data;
    return { row, events: page?.data ?? [], complete: page !== undefined && page.next_cursor === null };
  });
  const named = (one: Try) => namedByServer(one.events, kind, value);
  return {
    tries: all.filter(named),
    claimed: all.filter((one) => !named(one)),
    total: list.data?.total ?? 0,
    waiting: list.isPending || events.some((one) => one.isPending),
    error: list.error ?? events.find((one) => one.error)?.error ?? null,
    again: () => void list.refetch(),
  };
}
