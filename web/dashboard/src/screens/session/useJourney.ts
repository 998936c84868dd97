// One journey: what the rules say of it and all its events, as of now or of a moment. While it is looked at as of now it
// grows: a change on the stream asks for both again, at most once in a while, since a new event can change what the
// rules say of older ones.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { get } from '../../api/client.ts';
import { type StreamState, useStream } from '../../api/stream.ts';
import type { EventItem, EventPage, SessionDetail } from '../../api/types.ts';

const pageSize = 200;
const askAgainAfterMs = 800;
/** Long journeys are asked for more seldom: a millisecond an event. */
const perEventMs = 1;

export function useEvents(id: string, asOf: string | undefined): { events: EventItem[]; complete: boolean; error: Error | null } {
  const query = useInfiniteQuery({
    queryKey: ['journey', id, 'events', asOf ?? 'now'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      get<EventPage>(`/v1/sessions/${encodeURIComponent(id)}/events`, { limit: pageSize, cursor: pageParam, as_of: asOf }, signal),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const events = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  return { events, complete: !query.isPending && !hasNextPage, error: query.error };
}

export function useDetail(id: string, asOf: string | undefined) {
  return useQuery({
    queryKey: ['journey', id, 'detail', asOf ?? 'now'],
    queryFn: ({ signal }) => get<SessionDetail>(`/v1/sessions/${encodeURIComponent(id)}`, { as_of: asOf }, signal),
    placeholderData: (before) => (before?.session_id === id ? before : undefined),
  });
}

export function useGrowth(id: string, eventCount: number, enabled: boolean): StreamState {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const askAgain = () => {
    if (timer.current !== undefined) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        void queries.invalidateQueries({ queryKey: ['journey', id], predicate: (query) => query.queryKey[3] === 'now' });
      },
      askAgainAfterMs + eventCount * perEventMs,
    );
  };
  return useStream(`/v1/sessions/${encodeURIComponent(id)}/stream`, {}, { session: askAgain, event: askAgain }, enabled);
}
