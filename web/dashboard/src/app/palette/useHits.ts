// What the command palette offers for a text: sessions as the server finds them, whatever has that name in the catalog, and
// what the keyboard can do. The likeliest comes first, a search for the text always last.
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAllShortcuts } from '../keyboard.tsx';
import type { Hit } from './hit.ts';
import { hitRank } from './hitRank.ts';
import { useFilterHits } from './useFilterHits.ts';
import { useFound } from './useFound.ts';
import { usePersonHits, useSessionHits } from './useSessionHits.ts';

const hitsMost = 12;

function useActionHits(text: string): Hit[] {
  const { t } = useTranslation();
  return useAllShortcuts().flatMap(({ label, keys, run }) => {
    const rank = text === '' ? 0 : hitRank(text, [label]);
    return rank === undefined ? [] : { key: `${keys} ${label}`, label, kind: t('palette.action'), keys, rank: rank + 0.1, run };
  });
}

export function useHits(typed: string): { hits: readonly Hit[]; answered: boolean } {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const text = typed.trim();
  const { found, answered } = useFound(text);
  const sessions = useSessionHits(text, found);
  const people = usePersonHits(text, found);
  const filters = useFilterHits(text);
  const actions = useActionHits(text);
  if (text === '') return { hits: actions, answered: true };
  const search: Hit = {
    key: 'search',
    label: t('palette.search', { text }),
    kind: t('palette.action'),
    rank: Number.POSITIVE_INFINITY,
    run: () => void navigate({ to: '/sessions', search: { q: text } }),
  };
  const likely = [...people, ...sessions, ...actions, ...filters].sort((left, right) => left.rank - right.rank);
  return { hits: [...likely.slice(0, hitsMost), search], answered };
}
