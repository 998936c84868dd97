// Why a session is where it is, in words: the reason of its decision, else its headline.
import { useCallback } from 'react';
import { useCatalog } from '../api/catalog.ts';
import type { SessionSummary } from '../api/types.ts';
import { useLanguage } from '../i18n/useLanguage.ts';
import { useWord } from './words.ts';

export interface Why {
  code: string;
  text: string;
}

export function useWhy(): (row: Pick<SessionSummary, 'decision' | 'headline'>) => Why {
  const { reason } = useCatalog();
  const { pick } = useLanguage();
  const word = useWord();
  return useCallback(
    ({ decision, headline }) => {
      if (!decision?.reason) return { code: headline, text: word('headline', headline) };
      const known = reason(decision.reason);
      return { code: decision.reason, text: known ? pick(known.title) : decision.reason };
    },
    [reason, pick, word],
  );
}
