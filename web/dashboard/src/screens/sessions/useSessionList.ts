// The list, page by page, and what the live stream says about it: rows that changed are shown as they are now, in their
// place; rows that are new are only counted, so that nothing moves under the reader's eyes.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { get, type Query } from '../../api/client.ts';
import { type StreamState, useStream } from '../../api/stream.ts';
import type { SessionPage, SessionSummary } from '../../api/types.ts';

const pageSize = 100;

export interface SessionList {
  rows: SessionSummary[];
  total: number | undefined;
  hasMore: boolean;
  loadMore: () => void;
  loading: boolean;
  error: Error | null;
  again: () => void;
  newer: number;
  stream: StreamState;
}

interface Live {
  key: string;
  changed: ReadonlyMap<string, SessionSummary>;
  newer: ReadonlySet<string>;
}

function useLive(key: string, filters: Query, known: ReadonlySet<string>, newest: string | undefined) {
  const empty = useMemo<Live>(() => ({ key, changed: new Map(), newer: new Set() }), [key]);
  const [live, setLive] = useState<Live>(empty);
  const current = live.key === key ? live : empty;
  const stream = useStream('/v1/stream', filters, {
    session: (data) => {
      const row = data as SessionSummary;
      setLive((before) => {
        const now = before.key === key ? before : empty;
        if (known.has(row.session_id)) return { ...now, changed: new Map(now.changed).set(row.session_id, row) };
        if (newest === undefined || row.created_at > newest) return { ...now, newer: new Set(now.newer).add(row.session_id) };
        return now;
      });
    },
  });
  return { changed: current.changed, newer: current.newer.size, stream };
}

export function useSessionList(filters: Query, sort: string, version: number): SessionList {
  const query = useInfiniteQuery({
    queryKey: ['sessions', filters, sort, version],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      get<SessionPage>(
        '/v1/sessions',
        { ...filters, sort, limit: pageSize, cursor: pageParam, count: pageParam ? undefined : 'exact' },
        signal,
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const loaded = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const known = useMemo(() => new Set(loaded.map((row) => row.session_id)), [loaded]);
  const newest = sort === '-created' ? loaded[0]?.created_at : query.data?.pages[0]?.as_of;
  const live = useLive(JSON.stringify([filters, sort, version]), filters, known, newest);
  const rows = useMemo(() => loaded.map((row) => live.changed.get(row.session_id) ?? row), [loaded, live.changed]);
  return {
    rows,
    total: query.data?.pages[0]?.total,
    hasMore: query.hasNextPage,
    loadMore: () => void (query.hasNextPage && !query.isFetchingNextPage && query.fetchNextPage()),
    loading: query.isPending,
    error: query.error,
    again: () => void query.refetch(),
    newer: live.newer,
    stream: live.stream,
  };
}
