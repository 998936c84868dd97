// The sessions that the server finds for a text, while one types.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { get } from '../../api/client.ts';
import type { SessionPage, SessionSummary } from '../../api/types.ts';

const askAfterMs = 150;

/** The text once nothing was typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), askAfterMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** The sessions that the server finds, and whether it has answered for this very text. */
export function useFound(text: string): { found: readonly SessionSummary[]; answered: boolean } {
  const settled = useSettled(text);
  const { data, isFetching } = useQuery({
    queryKey: ['palette', settled],
    queryFn: ({ signal }) => get<SessionPage>('/v1/sessions', { q: settled, limit: 5 }, signal),
    enabled: settled !== '',
    retry: false,
    placeholderData: keepPreviousData,
  });
  const answered = text === settled && !isFetching;
  return { found: text === '' ? [] : (data?.data ?? []), answered };
}
