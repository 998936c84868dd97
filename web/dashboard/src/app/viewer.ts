// Who looks. The one gate: nothing but the sign-in screen is shown without a viewer, and an answer 401 anywhere leads
// back to it. Roles come later; they are told here too.
import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { get, Problem, post } from '../api/client.ts';
import type { Viewer } from '../api/types.ts';

export const viewerQuery = queryOptions({
  queryKey: ['viewer'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    try {
      return await get<Viewer>('/v1/viewer', {}, signal);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

/** The viewer of a screen behind the gate. */
export function useViewer(): Viewer {
  const { data } = useSuspenseQuery(viewerQuery);
  if (!data) throw new Error('a screen was shown without a viewer');
  return data;
}

export async function signIn(queries: QueryClient, key: string): Promise<void> {
  const viewer = await post<Viewer>('/v1/sign-in', { key });
  queries.clear();
  queries.setQueryData(viewerQuery.queryKey, viewer);
}

export async function signOut(queries: QueryClient): Promise<void> {
  await post('/v1/sign-out');
  queries.clear();
  queries.setQueryData(viewerQuery.queryKey, null);
}
