// Sessions among the palette's hits: each of them, all of one person, and one to compare with that which is shown.
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../api/types.ts';
import { useWhy } from '../../words/useWhy.ts';
import { useWord } from '../../words/words.ts';
import type { Hit } from './hit.ts';
import { hitRank } from './hitRank.ts';

const namesOf = (row: SessionSummary) => [
  row.email,
  row.user_id,
  row.submission_id,
  row.session_id,
  ...row.aliases.email,
  ...row.aliases.user_id,
  ...row.aliases.submission_id,
];

export function useSessionHits(text: string, found: readonly SessionSummary[]): Hit[] {
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
export function usePersonHits(text: string, found: readonly SessionSummary[]): Hit[] {
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
