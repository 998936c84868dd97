import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import { headlines, outcomes, statuses } from '../../api/types.ts';
import { shownFilters } from '../../screens/sessions/useFilterOptions.ts';
import { useFilterWords } from '../../screens/sessions/useFilterWords.ts';
import type { Search } from '../search.ts';
import type { Hit } from './hit.ts';
import { hitRank } from './hitRank.ts';

/** Everything with a name that sessions can be filtered by. */
export function useFilterHits(text: string): Hit[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = useFilterWords();
  const { catalog } = useCatalog();
  const checks = catalog?.events.filter((one) => one.kind === 'check').map((one) => `${one.name}:FAIL`) ?? [];
  const others = catalog?.events.filter((one) => one.kind !== 'check').map((one) => one.name) ?? [];
  const values: Record<(typeof shownFilters)[number], readonly string[]> = {
    status: statuses,
    decision: outcomes,
    reason: catalog?.reasons.map((one) => one.code) ?? [],
    headline: headlines,
    check: checks,
    stage: [],
    error_code: catalog?.error_codes.map((one) => one.code) ?? [],
    event: others,
  };
  return shownFilters.flatMap((filter, order) =>
    values[filter].flatMap((value) => {
      const label = words(filter, value);
      const rank = hitRank(text, [label, value, value.split(':')[0]]);
      const search: Search = { [filter]: value };
      if (rank === undefined) return [];
      const run = () => void navigate({ to: '/sessions', search });
      return { key: `${filter} ${value}`, label, kind: t(`filter.${filter}`), rank: rank + 0.2 + order / 100, run };
    }),
  );
}
