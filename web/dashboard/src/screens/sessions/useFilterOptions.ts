// What can be filtered by, and the words for each value.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCatalog } from '../../api/catalog.ts';
import { get } from '../../api/client.ts';
import { headlines, outcomes, type Reasons, stages, statuses } from '../../api/types.ts';
import { changed, listOf, type Search } from '../../app/search.ts';
import type { Option } from '../../design/MultiSelect.tsx';
import { filtersOf, noReason } from './filters.ts';
import { useFilterWords } from './useFilterWords.ts';

/** Filters with a button of their own, the most used first. */
export const shownFilters = ['status', 'decision', 'reason', 'headline', 'check', 'stage', 'error_code', 'event'] as const;

/** The reasons that sessions have, with how many of those that the other filters leave, the most frequent first. */
function useReasons(search: Search, zone: string, wanted: boolean): Option[] {
  const words = useFilterWords();
  const others = changed(search, { reason: '' });
  const { data } = useQuery({
    queryKey: ['reason-counts', others, zone],
    queryFn: ({ signal }) => {
      const now = Date.now();
      const { from, to, ...rest } = filtersOf(others, now, zone);
      const range = { from: from ?? new Date(0).toISOString(), to: to ?? new Date(now).toISOString() };
      return get<Reasons>('/v1/analytics/reasons', { ...rest, ...range }, signal);
    },
    enabled: wanted,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const counts = new Map<string, number>();
  for (const { reason, sessions } of data?.data ?? []) {
    const value = reason ?? noReason;
    counts.set(value, (counts.get(value) ?? 0) + sessions);
  }
  // What is chosen stays in sight.
  for (const value of listOf(search, 'reason')) if (!counts.has(value)) counts.set(value, 0);
  return [...counts].sort(([, left], [, right]) => right - left).map(([value, count]) => ({ value, label: words('reason', value), count }));
}

type Options = Record<(typeof shownFilters)[number], readonly Option[]>;

/** The choices of each filter that has a button; the reasons, which the server has to count, once they are wanted. */
export function useFilterOptions(search: Search, zone: string, reasonsWanted: boolean): Options {
  const { catalog } = useCatalog();
  const words = useFilterWords();
  const reason = useReasons(search, zone, reasonsWanted);
  const named = (filter: string, values: readonly string[] | undefined): Option[] =>
    (values ?? []).map((value) => ({ value, label: words(filter, value) }));
  const checks = catalog?.events.filter((one) => one.kind === 'check').map((one) => one.name);
  return {
    status: named('status', statuses),
    decision: named('decision', outcomes),
    reason,
    headline: named('headline', headlines),
    check: named(
      'check',
      checks?.flatMap((name) => [`${name}:FAIL`, `${name}:WARN`]),
    ),
    stage: named('stage', stages),
    error_code: named(
      'error_code',
      catalog?.error_codes.map((one) => one.code),
    ),
    event: named(
      'event',
      catalog?.events.map((one) => one.name),
    ),
  };
}
