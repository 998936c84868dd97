// The tab says the answer and the session, so that several open ones can be told apart.
import { useEffect } from 'react';
import type { SessionDetail } from '../../api/types.ts';
import { useWord } from '../../words/words.ts';

export function useTitle({ headline, session_id }: Pick<SessionDetail, 'headline' | 'session_id'>): void {
  const title = `${useWord()('headline', headline)} · ${session_id}`;
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
