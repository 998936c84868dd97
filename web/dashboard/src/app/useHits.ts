// What the command palette offers for a text: sessions as the server finds them, whatever has that name in the catalog, and
// what the keyboard can do. The likeliest comes first, a search for the text always last.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../api/catalog.ts';
import { get } from '../api/client.ts';
import { headlines, outcomes, type SessionPage, type SessionSummary, statuses } from '../api/types.ts';
import { shownFilters } from '../screens/sessions/useFilterOptions.ts';
import { useFilterWords } from '../screens/sessions/useFilterWords.ts';
import { useWhy } from '../words/useWhy.ts';
import { useWord } from '../words/words.ts';
import { hitRank } from './hitRank.ts';
import { useAllShortcuts } from './keyboard.tsx';
import type { Search } from './search.ts';

export interface Hit {
  key: string;
  label: string;
  /** What tells it from others of the same name. */
  detail?: string;
  /** What kind of thing it is, in words. */
  kind: string;
  keys?: string;
  rank: number;
  run: () => void;
}

const askAfterMs = 150;
const hitsMost = 12;

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
function useFound(text: string): { found: readonly SessionSummary[]; answered: boolean } {
  const settled = useSettled(text);
  const { data, isFetching } = useQuery({
    queryKey: ['palette', settled],
    queryFn: ({ signal }) => get<SessionPage>('/v1/sessions', { q: settled, limit: 5 }, signal),
    enabled: settled !== '',
    retry: false,
  });
  const answered = text === settled && !isFetching;
  return { found: text === '' ? [] : (data?.data ?? []), answered };
}

const namesOf = (row: SessionSummary) => [
  row.email,
  row.user_id,
  row.submission_id,
  row.session_id,
  ...row.aliases.email,
  ...row.aliases.user_id,
  ...row.aliases.submission_id,
];

function useSessionHits(text: string, found: readonly SessionSummary[]): Hit[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const word = useWord();
  const why = useWhy();
  const { sessionId } = useParams({ strict: false });
  const open = (row: SessionSummary): Hit => ({
    key: `session ${row.session_id}`,
    label: row.email ?? row.user_id ?? row.session_id,
    detail: [row.session_id, word('status', row.status), word('decision', row.decision?.outcome ?? 'NONE'), why(row)?.text]
      .filter(Boolean)
      .join(' · '),
    kind: t('palette.session'),
    rank: hitRank(text, namesOf(row)) ?? 5,
    run: () => void navigate({ to: '/sessions/$sessionId', params: { sessionId: row.session_id }, search: {} }),
  });
  const compare = (left: string, right: string): Hit => ({
    key: `compare ${right}`,
    label: t('palette.compare', { id: right }),
    kind: t('palette.action'),
    rank: 4,
    run: () => void navigate({ to: '/compare/$left/$right', params: { left, right }, search: {} }),
  });
  const other = found.find((row) => row.session_id !== sessionId);
  return [...found.map(open), ...(sessionId && other ? [compare(sessionId, other.session_id)] : [])];
}

/** All sessions of one person, likelier than each of them where there are several. */
function usePersonHits(text: string, found: readonly SessionSummary[]): Hit[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (['email', 'user_id'] as const).flatMap((field) => {
    const [first, ...others] = found.filter((row) => hitRank(text, [row[field]]) !== undefined);
    const who = first?.[field];
    const rank = hitRank(text, [who]);
    if (!who || rank === undefined || !others.some((row) => row[field] === who)) return [];
    return {
      key: `person ${who}`,
      label: t('palette.person', { who }),
      kind: t('palette.personKind'),
      rank: rank - 0.5,
      run: () => void navigate({ to: '/people/$kind/$value', params: { kind: field, value: who }, search: {} }),
    };
  });
}

/** Everything with a name that sessions can be filtered by. */
function useFilterHits(text: string): Hit[] {
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
