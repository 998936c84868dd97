// The sessions that changed last: those of the list at once, then what the stream says. While paused, the rows stay and changes
// are kept aside.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get, type Query } from '../../api/client.ts';
import { type StreamState, useStream } from '../../api/stream.ts';
import type { SessionPage, SessionSummary } from '../../api/types.ts';
import { type LiveRows, withChange, withPage } from './changes.ts';

const listedAtOnce = 50;
const shownMost = 200;

export interface Live {
  rows: LiveRows;
  stream: StreamState;
  listed: boolean;
  error: Error | null;
  paused: boolean;
  /** Sessions that changed since the pause. */
  waiting: number;
  toggle: () => void;
}

export function useLiveRows(filters: Query): Live {
  const key = JSON.stringify(filters);
  const [rows, setRows] = useState<LiveRows>(new Map());
  const [aside, setAside] = useState<ReadonlyMap<string, SessionSummary> | null>(null);
  const list = useQuery({
    queryKey: ['live', filters],
    queryFn: ({ signal }) => get<SessionPage>('/v1/sessions', { ...filters, sort: '-updated', limit: listedAtOnce }, signal),
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => setRows(new Map()), [key]);
  useEffect(() => {
    if (list.data) setRows((now) => withPage(now, list.data.data));
  }, [list.data]);
  const stream = useStream('/v1/stream', filters, {
    session: (data) => {
      const row = data as SessionSummary;
      if (aside) setAside((kept) => new Map(kept).set(row.session_id, row));
      else setRows((now) => withChange(now, row, shownMost));
    },
  });
  const toggle = () => {
    if (aside) setRows((now) => [...aside.values()].reduce((all, row) => withChange(all, row, shownMost), now));
    setAside(aside ? null : new Map());
  };
  return { rows, stream, listed: !list.isPending, error: list.error, paused: aside !== null, waiting: aside?.size ?? 0, toggle };
}
