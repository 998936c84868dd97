// Why a session is where it is, in words: the reason of its decision, else its headline. Nothing if that would only repeat its
// status or decision.
import { useCallback } from 'react';
import { useCatalog } from '../api/catalog.ts';
import type { SessionSummary } from '../api/types.ts';
import { useLanguage } from '../i18n/useLanguage.ts';
import { useWord } from './words.ts';

export interface Why {
  code: string;
  text: string;
}

export function useWhy(): (row: Pick<SessionSummary, 'decision' | 'headline' | 'status'>) => Why | undefined {
  const { reason } = useCatalog();
  const { pick } = useLanguage();
  const word = useWord();
  return useCallback(
    ({ decision, headline, status }) => {
      if (decision?.reason) {
        const known = reason(decision.reason);
        return { code: decision.reason, text: known ? pick(known.title) : decision.reason };
      }
      const text = word('headline', headline);
      const isSaid = text === word('status', status) || text === word('decision', decision?.outcome ?? 'NONE');
      return isSaid ? undefined : { code: headline, text };
    },
    [reason, pick, word],
  );
}
