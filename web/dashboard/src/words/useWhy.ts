// Why a session stands as it does, in words: the reason of its decision, else its headline.
import { useCallback } from 'react';
import { useCatalog } from '../api/catalog.ts';
import type { SessionSummary } from '../api/types.ts';
import { useLanguage } from '../i18n/useLanguage.ts';
import { useWord } from './words.ts';

export function useWhy(): (row: Pick<SessionSummary, 'decision' | 'headline'>) => string {
  const { reason } = useCatalog();
  const { pick } = useLanguage();
  const word = useWord();
  return useCallback(
    (row) => {
      const code = row.decision?.reason;
      if (!code) return word('headline', row.headline);
      const known = reason(code);
      return known ? pick(known.title) : code;
    },
    [reason, pick, word],
  );
}
